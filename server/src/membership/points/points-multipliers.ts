import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/transaction.js';

const SINGLE_BPS = 10_000;

/** Answers by how much a member's purchases multiply; 10,000 for not at all. */
export type MultiplierSource = (tx: Tx, shopperId: string, at: Date) => Promise<number>;

/** What multiplies a member's points; tiers and plans register what they give. */
@Injectable()
export class PointsMultipliers {
  private readonly sources: MultiplierSource[] = [];

  register(source: MultiplierSource): void {
    this.sources.push(source);
  }

  /** The best of all, in basis points. */
  async of(tx: Tx, shopperId: string, at: Date): Promise<number> {
    let best = SINGLE_BPS;
    for (const source of this.sources) best = Math.max(best, await source(tx, shopperId, at));
    return best;
  }
}
