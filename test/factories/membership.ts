import type {
  LadderRun,
  MembershipRulesInput,
  RulesReplaced,
  versionedRulesSchema,
} from '@siyu/shared';
import type { z } from 'zod';
import { Growth, type GrowthOrder } from '../../server/src/membership/growth/growth.service.js';
import { inTransaction } from '../../server/src/platform/transaction.js';
import { newKey } from './http.js';
import { anOperator, type TestOperator } from './operator.js';
import type { TestShop } from './shop.js';

export type RulesRequest = MembershipRulesInput;
type Tier = RulesRequest['tiers'][number];
type BenefitRequest = Tier['benefits'][number];

/** A tier, named after its id. */
export function aTier(id: string, threshold: number, ...benefits: BenefitRequest[]): Tier {
  return { id, name: id, threshold, keepThreshold: threshold, benefits };
}

/** Three tiers at 0, 100 and 300, a point a yuan, periods of a year. */
export function aLadder(over: Partial<RulesRequest> = {}): RulesRequest {
  return {
    tiers: [aTier('regular', 0), aTier('silver', 100), aTier('gold', 300)],
    ...{ validityMonths: 12, windowMonths: 12, maxStepsDown: 1, noticeDays: 15 },
    growth: { sources: { purchase: { growth: 1, dayMax: null, monthMax: null } }, days: [] },
    adjustmentMax: 1_000,
    ...over,
  };
}

/** Puts rules into force, and has members moved by them. */
export async function withRules(
  shop: TestShop,
  rules: RulesRequest,
  operator?: TestOperator,
): Promise<{ replaced: RulesReplaced; operator: TestOperator; application: LadderRun | null }> {
  const by = operator ?? (await anOperator(shop));
  const { version } = await by.get<z.infer<typeof versionedRulesSchema>>('/ops/membership/ladder');
  const replaced = await by.put<RulesReplaced>('/ops/membership/ladder', { rules, version });
  await shop.settle();
  const { applicationId } = replaced;
  const application =
    applicationId === null
      ? null
      : await by.get<LadderRun>(`/ops/membership/ladder/applications/${applicationId}`);
  return { replaced, operator: by, application };
}

/** Gives growth of its own amount, as a feature would. */
export function grown(
  shop: TestShop,
  shopperId: string,
  growth: number,
  over: Partial<GrowthOrder> = {},
): Promise<number> {
  const order = { shopperId, source: 'recharge' as const, key: newKey(), growth };
  return inTransaction(shop.db, (tx) =>
    shop.app.get(Growth).grant(tx, { ...order, at: shop.clock.now(), ...over }),
  );
}

/** What the member's row says, which is a cache. */
export async function memberRowOf(
  shop: TestShop,
  shopperId: string,
): Promise<{ tier: string; growth: number; tier_until: Date | null }> {
  const sql = 'SELECT tier, growth, tier_until FROM member WHERE shopper_id = ?';
  const [row] = await shop.db.query(sql, [shopperId]);
  return row as { tier: string; growth: number; tier_until: Date | null };
}
