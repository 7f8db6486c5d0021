import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PictureFiles } from '../pictures/picture-files.js';
import type { Drawing } from './drawing/drawing.js';
import { DrawingThread } from './drawing-thread.js';

/** Part of every hash: raised when the same facts are to look otherwise. */
const DESIGN = 1;
const BYTES_MAX = 64 * 1024 * 1024;

/**
 * Pictures drawn from facts, kept in memory by the hash of those: another instance, or this one
 * when it has forgotten, draws the same again. They name people, so they are on no disk.
 */
@Injectable()
export class Drawings implements OnApplicationShutdown {
  private readonly thread = new DrawingThread();
  private readonly underway = new Map<string, Promise<Buffer>>();
  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: (bytes) => bytes.length,
  });

  constructor(private readonly files: PictureFiles) {}

  /** Names what the drawing would look like, without drawing it. */
  hashOf(drawing: Drawing): string {
    const facts = JSON.stringify([DESIGN, drawing]);
    return createHash('sha256').update(facts).digest('hex').slice(0, 32);
  }

  /** PNG of a poster, JPEG of a share card. @throws Refusal UNAVAILABLE when too many wait */
  async bytesOf(drawing: Drawing): Promise<Buffer> {
    const hash = this.hashOf(drawing);
    const kept = this.kept.get(hash) ?? (await this.underway.get(hash));
    if (kept) return kept;
    const drawn = this.drawn(drawing).finally(() => this.underway.delete(hash));
    this.underway.set(hash, drawn);
    const bytes = await drawn;
    this.kept.set(hash, bytes);
    return bytes;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }

  private drawn(drawing: Drawing): Promise<Buffer> {
    return this.thread.draw(async () => {
      const names: readonly (string | null)[] = drawing.pictures;
      const files = names.map((name) => (name === null ? null : this.files.get(name)));
      return { drawing, pictures: await Promise.all(files) };
    });
  }
}
