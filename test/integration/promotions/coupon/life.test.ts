import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CouponState } from '@siyu/shared';
import fc from 'fast-check';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { couponCampaign } from '../../../factories/coupon.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { anOperator } from '../../../factories/operator.js';
import { aBuyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { setSwitches } from '../../../factories/shopper.js';
import { happenings, PER_PERSON_MAX, type Life, type Model } from './life.js';

const RUNS = 10;
const STEPS_MAX = 30;
/** WeChat tells of a payment when it is asked to, and not before. */
const NOT_BY_ITSELF_MS = 3_600_000;
/** The same lives each time; another seed lives others. */
const SEED = Number(process.env['LIFE_SEED'] ?? '20261118');

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await setSwitches(shop, {
    notifyCopies: 2,
    notifyLateMs: NOT_BY_ITSELF_MS,
  });
});
afterAll(() => shop.close());

async function aLife(): Promise<Life> {
  const operator = await anOperator(shop);
  const [buyer, campaign, skuId] = await Promise.all([
    aBuyer(shop),
    couponCampaign(shop, operator, { perPersonMax: PER_PERSON_MAX }),
    aSkuFor(shop, { priceFen: fen(6_000), stock: 1_000 }),
  ]);
  return { shop, operator, buyer, campaign, skuId };
}

describe('the life of coupons', () => {
  it('given any lives, with money doubled, late and out of order, then they keep to their table', async () => {
    const seen = new Set<CouponState>();
    const lives = fc.commands(happenings(), { maxCommands: STEPS_MAX, size: 'max' });
    await fc.assert(
      fc.asyncProperty(lives, async (commands) => {
        const life = await aLife();
        const model: Model = { coupons: new Map(), orders: new Map(), seen };
        await fc.asyncModelRun(() => ({ model, real: life }), commands);
        await shop.settle();
        await expectCleanAudit(shop);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    expect(seen).toEqual(new Set(['unused', 'locked', 'used', 'revoked']));
  });
});
