import { fen } from '@siyu/shared';
import { Growth } from '../../../server/src/membership/growth/growth.service.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aLadder, aTier, grown, withRules } from '../../factories/membership.js';
import type { TestOperator } from '../../factories/operator.js';
import { aBuyer, paid } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

/** For each thing that must hold of members, one way to break it. */
export const MEMBERSHIP_BREAKS: Readonly<Record<string, string>> = {
  'a member’s growth is the sum of what they were given and what was taken back':
    'UPDATE member SET growth = growth + 1',
  'no more growth is taken back than was given, from whom and as of when it was':
    'UPDATE growth_event SET growth = growth - 1000 WHERE takes_back IS NOT NULL',
  'a member has the tier that all their growth makes': "UPDATE member SET tier = 'black'",
  'a benefit’s uses of a month are counted, and no more than it allowed':
    'UPDATE benefit_month SET uses = uses + 1',
  'an order has used a member’s freight exactly while it holds or used that offer':
    'DELETE FROM benefit_use',
  'the freight of a return that a benefit pays is one use, and once granted one lot of it':
    'UPDATE after_sale SET return_freight_stated_fen = 900, return_freight_fen = 800',
  'no review of a tier is overdue': "UPDATE member SET review_at = '2026-01-01'",
  'no rules are on their way to members without a job that brings them':
    "UPDATE ladder_run SET state = 'running'",
};

/** A member with growth of which some was taken back, who was sent an order for nothing. */
export async function memberOfATier(shop: TestShop, operator: TestOperator): Promise<void> {
  const tiers = [aTier('regular', 0), aTier('silver', 100, { kind: 'free-freight', perMonth: 2 })];
  await withRules(shop, aLadder({ tiers }), operator);
  const buyer = await aBuyer(shop);
  await grown(shop, buyer.id, 120);
  const purchase = { shopperId: buyer.id, source: 'recharge', key: 'recharge-1' } as const;
  await grown(shop, buyer.id, 50, { ...purchase, paidFen: fen(5_000) });
  await inTransaction(shop.db, (tx) =>
    shop.app.get(Growth).takeBack(tx, purchase, { reference: 'refund-1', leftFen: fen(2_500) }),
  );
  await paid(shop, buyer, [{ skuId: await aSkuFor(shop, { priceFen: fen(1_000) }), quantity: 1 }]);
}
