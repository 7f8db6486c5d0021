import { Inject, Injectable } from '@nestjs/common';
import {
  previewCommission,
  type CommissionPreview,
  type CommissionPreviewAsk,
  type CommissionRule,
  type VersionedCommissionRule,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { ProductPlaces } from './product-places.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import {
  insertRule,
  newestRule,
  ruleAt,
  ruleOfVersion,
  type RuleRow,
} from './commission-rule.store.js';

/**
 * Off until an operator decides, and one level then: a second one is for shops that know why. A
 * tenth of the goods is what brands commonly give.
 */
export const DEFAULT_COMMISSION_RULE: CommissionRule = {
  isOn: false,
  levels: 1,
  ownPurchasesEarn: false,
  sumMaxBps: 3_000,
  waitDays: 0,
  rates: { level1Bps: 1_000, level2Bps: 0 },
  ranks: [],
  categories: [],
  products: [],
};

/** By what promoters earn: rules that are only added, each in force from when it was made. */
@Injectable()
export class CommissionRules {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly places: ProductPlaces,
    private readonly audit: AuditTrail,
  ) {}

  /** The rule of now with the version an edit must name; version 0 is the default. */
  async current(
    db: Pick<EntityManager, 'query'> = this.db.manager,
  ): Promise<VersionedCommissionRule> {
    const newest = await newestRule(db);
    return newest ?? { rule: DEFAULT_COMMISSION_RULE, version: 0 };
  }

  /** The rule an order is under that was paid then; null before there was any. */
  at(tx: Tx, at: Date): Promise<RuleRow | null> {
    return ruleAt(tx, at);
  }

  /** How long commission of an order under this version waits after after-sales, in days. */
  async waitDays(tx: Tx, version: number): Promise<number> {
    return (await ruleOfVersion(tx, version))?.rule.waitDays ?? 0;
  }

  /** Adds a rule for orders paid from now on. @throws Refusal VERSION_CONFLICT */
  async replace(
    operator: OperatorSession,
    { rule, version }: VersionedCommissionRule,
  ): Promise<VersionedCommissionRule> {
    await inTransaction(this.db, async (tx) => {
      const before = await this.current(tx);
      if (before.version !== version) throw new Refusal('VERSION_CONFLICT');
      await insertNext(tx, { rule, version: version + 1 }, this.clock.now());
      await this.audit.record(tx, {
        ...{ operator, action: 'commission-rule.replace' },
        ...{ subjectKind: 'settings', subjectId: 'commission-rule' },
        ...{ before: before.rule, after: rule },
      });
    });
    return { rule, version: version + 1 };
  }

  /** What a rule would give for an order, by level. */
  async preview({ rule, lines, ranks }: CommissionPreviewAsk): Promise<CommissionPreview> {
    const productIds = lines.map(({ productId }) => productId);
    const places = await this.places.of(this.db.manager, productIds);
    const placed = lines.map((line) => ({ ...line, categoryIds: places(line.productId) }));
    return previewCommission(rule, placed, ranks);
  }
}

async function insertNext(tx: Tx, row: RuleRow, now: Date): Promise<void> {
  try {
    await insertRule(tx, row, now);
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('VERSION_CONFLICT');
    throw error;
  }
}
