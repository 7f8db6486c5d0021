import { readFile, realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

/** The files a product file may mean by a relative path. */
export interface PictureSource {
  /** The file's bytes, or null when it is not there. */
  read(path: string): Promise<Buffer | null>;
}

/** Through the API a file comes alone. */
export const NO_FILES: PictureSource = { read: () => Promise.resolve(null) };

/** Files at or below a directory, and never outside it. */
export function filesBelow(directory: string): PictureSource {
  return {
    async read(path) {
      try {
        const root = await realpath(directory);
        const file = await realpath(resolve(root, path));
        return file.startsWith(root + sep) ? await readFile(file) : null;
      } catch {
        return null;
      }
    },
  };
}
