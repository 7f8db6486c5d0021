import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { PictureFiles } from './picture-files.js';
import { inTransaction } from '../platform/transaction.js';
import { deleteUnattached, unattachedBefore } from './picture.store.js';

const EVERY_MS = 600_000;
const BATCH = 50;
const UNUSED_FOR_DAYS = 1;

/** Forgets private uploads that nothing came to use within a day. */
@Injectable()
export class UnusedPicturesSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly files: PictureFiles,
    sweeps: Sweeps,
  ) {
    sweeps.every('unused-pictures', EVERY_MS, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const before = daysAfter(this.clock.now(), -UNUSED_FOR_DAYS);
    const unused = await unattachedBefore(this.db.manager, before, BATCH);
    for (const { id, name } of unused) {
      // The row goes first: bytes without a row are seen by nobody.
      const isUnused = await inTransaction(this.db, (tx) => deleteUnattached(tx, id));
      if (isUnused) await this.files.remove(name);
    }
    return unused.length === BATCH;
  }
}
