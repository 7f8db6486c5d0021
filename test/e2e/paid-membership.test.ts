import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ActivationBatch,
  ActivationCodeView,
  GivenPlanGift,
  Page,
  PaidMembershipView,
  PaidPlansView,
  PayAnswer,
  PlanPurchase,
} from '@siyu/shared';
import { client, type Client } from '../factories/http.js';
import { until } from '../factories/until.js';
import { aShopFront, type ShopFront } from './shop-front.js';

const PAGE = '/paid-membership/index';

let front: ShopFront;
beforeAll(async () => {
  front = await aShopFront();
});
afterEach(() => front.clear());
afterAll(() => front.close());

/** The same person over the API: a plan of the demo, paid for. */
async function bought(shopper: Client, name: string, asGift = false): Promise<PlanPurchase> {
  const { id, version } = await planNamed(shopper, name);
  const path = `/shop/paid-plans/${id}/purchases`;
  const purchase = await shopper.post<PlanPurchase>(path, { version, asGift });
  const own = `/shop/plan-purchases/${purchase.id}`;
  const { jsapi } = await shopper.post<PayAnswer>(`${own}/payment`);
  await client(front.shop.sandboxUrl).post('/sandbox/pay', jsapi);
  return shopper.post<PlanPurchase>(`${own}/payment/check`);
}

async function planNamed(shopper: Client, name: string) {
  const { plans } = await shopper.get<PaidPlansView>('/shop/paid-plans');
  return plans.find((plan) => plan.name === name)!;
}

/** The page of a gift that is paid, as its giver shares it. */
async function giftPageOf(giver: Client): Promise<string> {
  const [gift] = await giver.get<GivenPlanGift[]>('/shop/plan-gifts');
  return `/paid-membership/gift?code=${gift!.code}`;
}

/** A code of a plan, as an operator has it printed. */
async function printedFor(shopper: Client, name: string): Promise<string> {
  const { id: planId } = await planNamed(shopper, name);
  const order = { planId, codes: 1, validUntil: '2099-01-01T00:00:00.000Z', note: '展会' };
  const { id } = await front.operator.post<ActivationBatch>('/ops/activation-batches', order);
  const path = `/ops/activation-batches/${id}/codes`;
  return until('the code is printed', async () => {
    const { items } = await front.operator.get<Page<ActivationCodeView>>(path);
    return items[0]?.code;
  });
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

describe('given a plan for a friend', () => {
  it('when it is paid, then it is sent from its page, accepted once, and says so to each', async () => {
    const [giver, friend] = [await front.shopper(), await front.shopper()];
    await front.open(giver.phone, PAGE);
    await giver.phone.tap(/^月卡/);
    await giver.phone.tap('送朋友');
    await giver.phone.seen('朋友领取时').waitFor();
    await giver.phone.look('gift-confirm');
    await giver.phone.tap('微信支付 ¥15');
    await giver.phone.tap('确认支付');
    await giver.phone.seen('月卡，等朋友领取').waitFor();
    await giver.phone.look('gift-own');
    const page = await giftPageOf(giver.shopper);
    await front.open(friend.phone, page);
    await friend.phone.seen('朋友送您一张月卡').waitFor();
    await friend.phone.look('gift-offered');
    await friend.phone.tap('领取月卡');
    await friend.phone.seen('您已领取月卡').waitFor();
    await friend.phone.look('gift-accepted');
    await friend.phone.tap('去付费会员页');
    await friend.phone.seen('朋友赠送').waitFor();
    await friend.phone.look('gift-term');
    await front.open(giver.phone, page);
    await giver.phone.seen('月卡已被领取').waitFor();
    await giver.phone.tap('去付费会员页');
    await giver.phone.seen('我送出的会员').waitFor();
    await giver.phone.look('gift-given');
  });

  it('when its giver takes it back, then they see the amount first, and a friend is told', async () => {
    const [giver, friend] = [await front.shopper(), await front.shopper()];
    await bought(giver.shopper, '月卡', true);
    const page = await giftPageOf(giver.shopper);
    await front.open(giver.phone, page);
    await giver.phone.tap('收回退款');
    await giver.phone.seen('退回金额').waitFor();
    await giver.phone.look('gift-take-back');
    await giver.phone.tap('确认退款 ¥15');
    await giver.phone.seen('月卡已收回').waitFor();
    await front.open(friend.phone, page);
    await friend.phone.seen('月卡已收回').waitFor();
    await friend.phone.look('gift-taken-back');
  });
});

it('given an activation code, when it is typed, then its term begins; a wrong one says why', async () => {
  const { phone, shopper } = await front.shopper();
  const code = await printedFor(shopper, '季卡');
  await front.open(phone, PAGE);
  await phone.fill('激活码', 'ACDE-3467-WXYT');
  await phone.tap('激活');
  await phone.seen('没有这个激活码，请核对').waitFor();
  await phone.look('code-wrong');
  await phone.fill('激活码', code.toLowerCase());
  await phone.tap('激活');
  await phone.seen('激活码开通').waitFor();
  await phone.look('code-used');
});
