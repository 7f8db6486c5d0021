import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the bytes of pictures lie. A name is written once and never changes. */
export abstract class PictureFiles {
  abstract put(name: string, webp: Buffer): Promise<void>;
  /** The bytes, or null when there are none under this name. */
  abstract get(name: string): Promise<Buffer | null>;
  /** Removes the bytes; nothing when there are none. */
  abstract remove(name: string): Promise<void>;
}

/** Pictures on this machine's disk. */
export class LocalPictureFiles extends PictureFiles {
  constructor(private readonly directory: string) {
    super();
  }

  /** Durable once answered: written aside, flushed, then moved into place. */
  override async put(name: string, webp: Buffer): Promise<void> {
    const path = this.pathOf(name);
    await mkdir(dirname(path), { recursive: true });
    const aside = `${path}.${randomBytes(6).toString('hex')}`;
    const file = await open(aside, 'w', 0o640);
    try {
      await file.writeFile(webp);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  }

  override async get(name: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  override async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    return join(this.directory, name.slice(0, 2), name);
  }
}
