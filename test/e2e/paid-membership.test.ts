import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidMembershipView, PaidPlansView, PayAnswer, PlanPurchase } from '@siyu/shared';
import { client, type Client } from '../factories/http.js';
import { aShopFront, type ShopFront } from './shop-front.js';

const PAGE = '/paid-membership/index';

let front: ShopFront;
beforeAll(async () => {
  front = await aShopFront();
});
afterEach(() => front.clear());
afterAll(() => front.close());

/** The same person over the API: a plan of the demo, paid for. */
async function bought(shopper: Client, name: string): Promise<PlanPurchase> {
  const { plans } = await shopper.get<PaidPlansView>('/shop/paid-plans');
  const { id, version } = plans.find((plan) => plan.name === name)!;
  const path = `/shop/paid-plans/${id}/purchases`;
  const purchase = await shopper.post<PlanPurchase>(path, { version });
  const own = `/shop/plan-purchases/${purchase.id}`;
  const { jsapi } = await shopper.post<PayAnswer>(`${own}/payment`);
  await client(front.shop.sandboxUrl).post('/sandbox/pay', jsapi);
  return shopper.post<PlanPurchase>(`${own}/payment/check`);
}

describe('given someone who is no paid member', () => {
  it('when they look, then no plan is chosen, and prices, limits and refunds stand before buying', async () => {
    const { phone } = await front.shopper();
    await front.open(phone, PAGE);
    await phone.seen('还不是付费会员').waitFor();
    await phone.seen('一次付款，不自动续费，到期后不会再扣款。').waitFor();
    expect(await phone.page.locator('[role=radio][aria-checked=true]').count()).toBe(0);
    await phone.tap(/^年卡/);
    await phone.seen('年卡给您什么').waitFor();
    await phone.look('paid-newcomer');
    await phone.tap(/^开通年卡/);
    await phone.seen('自动续费').waitFor();
    await phone.look('paid-confirm');
  });

  it('when they take the free trial, then it holds at once and is not offered again', async () => {
    const { phone, shopper } = await front.shopper();
    await front.open(phone, PAGE);
    await phone.tap(/^7 天体验卡/);
    await phone.tap(/^开通7 天体验卡/);
    await phone.tap('领取试用');
    await phone.seen('试用中').waitFor();
    expect((await shopper.get<PaidMembershipView>('/shop/paid-membership')).state).toBe('trial');
    expect(await phone.page.getByText('申请退款').count()).toBe(0);
    await phone.look('paid-trial');
  });
});

describe('given a paid member', () => {
  it('then the page says until when and the card leads there; the reminder is theirs to ask for', async () => {
    const { phone, shopper } = await front.shopper();
    await bought(shopper, '月卡');
    await front.open(phone, '/member/index');
    await phone.seen('付费会员').waitFor();
    await phone.look('paid-card');
    await front.open(phone, PAGE);
    await phone.seen('付费会员有效').waitFor();
    await phone.tap('到期前 5 天提醒我');
    await phone.page.locator('[role=checkbox][aria-checked=true]').waitFor();
    const { reminderWanted } = await shopper.get<PaidMembershipView>('/shop/paid-membership');
    expect(reminderWanted).toBe(true);
    await phone.look('paid-member');
  });

  it('when they give it back, then they see the calculation first, and it ends at once', async () => {
    const { phone, shopper } = await front.shopper();
    await bought(shopper, '月卡');
    await front.open(phone, PAGE);
    await phone.tap('申请退款');
    await phone.seen('退回金额').waitFor();
    await phone.look('paid-refund');
    await phone.tap('确认退款 ¥15');
    await phone.seen('付费会员已退订').waitFor();
    await phone.look('paid-lapsed');
  });
});
