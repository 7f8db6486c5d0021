/** What the tests use of a library that comes without types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';
  interface Entry {
    fileName: string;
  }
  interface Archive {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }
  const yauzl: { fromBufferPromise(bytes: Buffer): Promise<Archive> };
  export default yauzl;
}
