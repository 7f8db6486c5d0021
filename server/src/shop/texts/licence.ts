/** What the mini-program itself is built from. */
export const licence: readonly string[] = [
  '本小程序基于开源项目 Siyu（私域）构建，以 MIT 许可证发布。',
  '# 使用的开源软件',
  'Taro（MIT，京东凹凸实验室）、React（MIT，Meta）、zustand（MIT，Poimandres）、Zod（MIT，Colin McDonnell）。',
  '# MIT 许可证',
  '特此授予任何获得本软件及相关文档副本的人不受限制地处理本软件的权利，包括使用、复制、修改、合并、发布、分发、再许可和销售，前提是在所有副本或重要部分中包含版权声明与本许可声明。本软件按“原样”提供，不附带任何明示或默示的担保。',
];
