import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { rows } from '../platform/transaction.js';
import { encodePicture, inspectPicture } from './encode.js';
import { PictureFiles } from './picture-files.js';

/** Pictures of the catalogue: public, named after their content, kept once. */
@Injectable()
export class Pictures {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly files: PictureFiles,
  ) {}

  /**
   * Keeps a picture anyone may see and gives its name; one that is known is not encoded again.
   * @throws Refusal PICTURE_INVALID, PICTURE_TOO_LARGE
   */
  async keepPublic(bytes: Buffer): Promise<string> {
    const sourceHash = sha256(bytes);
    const known = await this.publicNameOf(sourceHash);
    if (known) return known;
    const { webp, width, height } = await encodePicture(bytes);
    const name = `${sha256(webp).slice(0, 32)}.webp`;
    await this.files.put(name, webp);
    const now = this.clock.now();
    await this.db.query(
      `INSERT IGNORE INTO picture
         (id, name, purpose, source_hash, width, height, size_bytes, attached_at, created_at)
       VALUES (?, ?, 'product', ?, ?, ?, ?, ?, ?)`,
      [newId(now), name, sourceHash, width, height, webp.length, now, now],
    );
    return name;
  }

  /** The name `keepPublic` would give without keeping anything: null for a picture not yet known. */
  async foresee(bytes: Buffer): Promise<string | null> {
    const known = await this.publicNameOf(sha256(bytes));
    if (!known) await inspectPicture(bytes);
    return known;
  }

  /** Whether this shop has a public picture of that name. */
  async has(name: string): Promise<boolean> {
    const found = await rows(
      this.db.manager,
      `SELECT 1 FROM picture WHERE name = ? AND purpose = 'product'`,
      [name],
    );
    return found.length > 0;
  }

  private async publicNameOf(sourceHash: string): Promise<string | null> {
    const [found] = await rows<{ name: string }>(
      this.db.manager,
      `SELECT name FROM picture WHERE source_hash = ? AND purpose = 'product' LIMIT 1`,
      [sourceHash],
    );
    return found?.name ?? null;
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
