import { Injectable } from '@nestjs/common';
import { Jobs } from '../platform/jobs.js';
import type { Tx } from '../platform/transaction.js';

export const CLAIM_JOB = 'claim-imported-member';

/** Has it looked, by a job of the server, whether somebody was imported under a shopper's phone. */
@Injectable()
export class AskToClaim {
  constructor(private readonly jobs: Jobs) {}

  async ask(tx: Tx, shopperIds: readonly string[]): Promise<void> {
    const jobs = shopperIds.map((shopperId) => ({ dedupe: shopperId, payload: { shopperId } }));
    await this.jobs.addAll(tx, CLAIM_JOB, jobs);
  }
}
