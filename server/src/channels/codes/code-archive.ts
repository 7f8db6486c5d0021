import { csvBytes } from '../../platform/csv-download.js';
import type { ZipEntry } from '../../platform/zip.js';
import type { ChannelCodeRow } from './channel-code.store.js';

const HEADER = ['文件', '渠道', '渠道编号', 'scene', '链接', '负责人', '结果'];

/** The files of a batch: its codes as PNG, and what each is in `codes.csv`. */
export async function* archiveOf(
  codes: readonly ChannelCodeRow[],
  pngNamed: (picture: string) => Promise<Buffer>,
): AsyncGenerator<ZipEntry> {
  yield { name: 'codes.csv', bytes: csvBytes([HEADER, ...codes.map(rowOf)]) };
  for (const { fileName, picture } of codes) {
    if (picture !== null) yield { name: fileName, bytes: await pngNamed(picture) };
  }
}

function rowOf({ fileName, name, channelId, scene, link, ownerName, ...code }: ChannelCodeRow) {
  const file = code.picture === null ? '' : fileName;
  const why = [code.refusal, code.errcode].filter((part) => part !== null).join(' ');
  const outcome = code.picture === null ? `未生成 ${why}` : '已生成';
  return [file, name, channelId, scene, link ?? '', ownerName, outcome];
}
