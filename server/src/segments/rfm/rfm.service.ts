import { Inject, Injectable } from '@nestjs/common';
import { beijingDay, RFM_GROUPS, rfmGroup, type Rfm, type RfmEdit } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import {
  countScores,
  noteScored,
  quantileCuts,
  replaceBounds,
  replaceScores,
  rfmRule,
  type RfmCuts,
} from './rfm.store.js';

const EVERY_MS = 10 * 60_000;

/** Scores who bought by recency, frequency and money, once a Beijing day. */
@Injectable()
export class RfmScores {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    sweeps: Sweeps,
  ) {
    sweeps.every('segments.rfm', EVERY_MS, () => this.run());
  }

  /** The bounds, and how many accounts have which name. */
  async show(): Promise<Rfm> {
    const db = this.db.manager;
    const { version, bounds, day, cuts } = await rfmRule(db);
    const counts = new Map(RFM_GROUPS.map((group) => [group, 0]));
    for (const { recency, frequency, money, accounts } of await countScores(db)) {
      const group = rfmGroup(recency, frequency, money);
      counts.set(group, (counts.get(group) ?? 0) + accounts);
    }
    const groups = [...counts].map(([group, accounts]) => ({ group, accounts }));
    return { version, bounds, day: day === '' ? null : day, cuts, groups };
  }

  /** Scores are made anew by them at once. @throws Refusal VERSION_CONFLICT */
  async edit(operator: Author, { version, bounds }: RfmEdit): Promise<Rfm> {
    await inTransaction(this.db, async (tx) => {
      const before = await rfmRule(tx, 'FOR UPDATE');
      if (!(await replaceBounds(tx, bounds, version))) throw new Refusal('VERSION_CONFLICT');
      await this.audit.record(tx, {
        ...{ operator, action: 'rfm.edit', subjectKind: 'rfm', subjectId: '1' },
        ...{ before: { bounds: before.bounds }, after: { bounds } },
      });
      await this.score(tx);
    });
    return this.show();
  }

  private run(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const { day } = await rfmRule(tx, 'FOR UPDATE');
      if (day < beijingDay(this.clock.now())) await this.score(tx);
      return false;
    });
  }

  private async score(tx: Tx): Promise<void> {
    const today = beijingDay(this.clock.now());
    const { bounds } = await rfmRule(tx);
    const cuts = bounds.kind === 'chosen' ? cutsOf(bounds) : await quantileCuts(tx, today);
    await replaceScores(tx, today, cuts);
    await noteScored(tx, today, cuts);
  }
}

function cutsOf({ recencyDays, purchaseDays, spentFen }: RfmCuts): RfmCuts {
  return { recencyDays, purchaseDays, spentFen };
}
