import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberDetail } from '@siyu/shared';
import { claimed, couponCampaign } from '../../factories/coupon.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { imported, memberFile } from '../../factories/member-file.js';
import { aPhone, bound } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { onSale, planBought } from '../../factories/paid-plan.js';
import { granted, setPoints } from '../../factories/points.js';
import { aBuyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aLot } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
});
afterAll(() => shop.close());

describe('given a member whom an operator looks at', () => {
  it('then the page says what they own, bought and were before', async () => {
    const [ann, phone] = [await aBuyer(shop), aPhone()];
    const row = { 会员号: 'OLD-7', 手机号: phone, 积分: '5' };
    await imported(shop, operator, memberFile([row]));
    await bound(shop, ann, phone);
    await claimed(ann, await couponCampaign(shop, operator));
    await aLot(shop, ann.id, { principal: 1_000, bonus: 200 });
    await granted(shop, ann.id, 30);
    const { totalFen } = await aPaidOrder(shop, ann, 1);
    await planBought(shop, ann, await onSale(operator));
    expect(await operator.get<MemberDetail>(`/ops/members/${ann.id}`)).toMatchObject({
      wallet: { principalFen: 1_000, bonusFen: 200, heldFen: 0 },
      points: { active: 35, pending: 0, held: 0 },
      coupons: { usable: 1, used: 0 },
      orders: { paid: 1, open: 1, spentFen: totalFen },
      paidMembership: { planName: '月卡', endsAt: '2026-12-18T16:00:00.000Z' },
      imported: [{ memberNumber: 'OLD-7' }],
    });
  });

  it('when they have done nothing yet, then it says so', async () => {
    const { id } = await aBuyer(shop);
    expect(await operator.get<MemberDetail>(`/ops/members/${id}`)).toMatchObject({
      wallet: { principalFen: 0 },
      paidMembership: null,
      orders: { paid: 0, open: 0, spentFen: 0, lastPaidAt: null },
      imported: [],
    });
  });
});
