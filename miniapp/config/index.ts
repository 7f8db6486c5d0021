import { resolve } from 'node:path';
import type { UserConfigExport } from '@tarojs/cli';
import type { IMiniAppConfig } from '@tarojs/taro/types/compile/config';

const sharedSource = resolve(__dirname, '../../shared/src');

interface Chain {
  resolve: { set(key: string, value: unknown): void };
}

/** shared is ESM for Node: it writes `./money.js` for what stands there as `money.ts`. */
function mapJsToTs(chain: unknown): void {
  (chain as Chain).resolve.set('extensionAlias', { '.js': ['.ts', '.tsx', '.js'] });
}

/** npm may keep this package inside this workspace, where `@tarojs/taro-h5` would not look. */
const frameworkRuntime = '@tarojs/plugin-framework-react/dist/runtime';

/** `baseLevel` is read by the runner but missing from its types: nesting drawn without recursion. */
const mini: IMiniAppConfig<'webpack5'> & { baseLevel: number } = {
  baseLevel: 4,
  compile: { include: [sharedSource] },
  optimizeMainPackage: { enable: true },
  experimental: { compileMode: true },
  webpackChain: mapJsToTs,
  postcss: { pxtransform: { enable: true, config: {} } },
  miniCssExtractPluginOption: { ignoreOrder: true },
};

/**
 * One source, two builds. Sizes are written at 375 px width: they become rpx in the mini-program
 * and rem of the reader's own font size in a browser, so large system type enlarges the page.
 */
const config: UserConfigExport<'webpack5'> = {
  projectName: 'siyu',
  date: '2026-11-21',
  // Chinese as it is, in three bytes instead of six: the size of a mini-program is limited.
  terser: { enable: true, config: { output: { ascii_only: false } } },
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  alias: {
    '@': resolve(__dirname, '../src'),
    '@siyu/shared': resolve(sharedSource, 'index.ts'),
    [frameworkRuntime]: require.resolve(frameworkRuntime),
  },
  defineConstants: {
    SIYU_API_URL: JSON.stringify(process.env.SIYU_API_URL ?? 'http://127.0.0.1:8080'),
  },
  mini,
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    useHtmlComponents: true,
    compile: { include: [sharedSource] },
    output: {
      filename: 'js/[name].[contenthash:8].js',
      chunkFilename: 'js/[name].[contenthash:8].js',
    },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform: { enable: true, config: { baseFontSize: 16 } } },
    webpackChain: mapJsToTs,
  },
};

export default config;
