import { Zip, ZipDeflate } from 'fflate';

export interface ZipEntry {
  /** Its name in the archive: no path, and unique in it. */
  name: string;
  bytes: Uint8Array;
}

/** What is packed mostly is packed already, so that trying harder would gain nothing. */
const LEVEL = 1;

/** A ZIP archive of these files, written as they are read: one of them is in memory at a time. */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry>,
  modifiedAt: Date,
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for await (const { name, bytes } of entries) {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = modifiedAt;
    zip.add(file);
    file.push(bytes, true);
    yield* chunks.splice(0);
  }
  zip.end();
  yield* chunks.splice(0);
}
