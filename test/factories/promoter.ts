import type {
  CommissionBalances,
  CommissionRule,
  PromoterView,
  ShareLink,
  VersionedCommissionRule,
  VersionedWithdrawalRule,
  Withdrawal,
  WithdrawalAsk,
  WithdrawalRule,
} from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { received, settled, shipped } from './fulfilment.js';
import { newKey, type Client } from './http.js';
import type { TestOperator } from './operator.js';
import { paid, type Buyer } from './purchase.js';
import { broughtBy, shared } from './referral.js';
import { addAddress, aShopper, type TestShopper } from './shopper.js';
import type { TestShop } from './shop.js';

/** Someone who earns by others, and the link they share. */
export interface TestPromoter extends TestShopper {
  link: ShareLink;
}

/** The rule for orders paid from now on: a tenth, and a twentieth to who recruited. */
export async function setCommission(
  operator: Pick<Client, 'get' | 'put'>,
  over: Partial<CommissionRule> = {},
): Promise<number> {
  const path = '/ops/promoter-rules/commission';
  const { rule, version } = await operator.get<VersionedCommissionRule>(path);
  const rates = { level1Bps: 1_000, level2Bps: 500 };
  const next = { ...rule, isOn: true, levels: 2 as const, rates, ...over };
  return (await operator.put<VersionedCommissionRule>(path, { rule: next, version })).version;
}

export async function setWithdrawals(
  operator: Pick<Client, 'get' | 'put'>,
  over: Partial<WithdrawalRule>,
): Promise<void> {
  const path = '/ops/promoter-rules/withdrawals';
  const { settings, version } = await operator.get<VersionedWithdrawalRule>(path);
  await operator.put(path, { settings: { ...settings, ...over }, version });
}

/** A promoter whom an operator approved; brought by whoever shared the link, if one is named. */
export async function aPromoter(
  shop: TestShop,
  operator: Pick<Client, 'post'>,
  by?: Pick<ShareLink, 'code'>,
): Promise<TestPromoter> {
  const shopper = by ? await broughtBy(shop, by) : await aShopper(shop);
  await shop.settle();
  await shopper.post('/shop/promoter', { statement: '朋友常问我茶怎么选' });
  await operator.post(`/ops/promoters/${shopper.id}/approval`, { reason: '老顾客' });
  return { ...shopper, link: await shared(shopper) };
}

/** Somebody new who came by a promoter's link and could buy now. */
export async function aCustomerOf(shop: TestShop, promoter: TestPromoter): Promise<Buyer> {
  const shopper = await broughtBy(shop, promoter.link);
  await shop.settle();
  return { ...shopper, addressId: (await addAddress(shopper)).id };
}

/** An order that is paid, sent and received; the time for after-sales runs. */
export async function completed(
  shop: TestShop,
  operator: TestOperator,
  buyer: Buyer,
  wanted: { skuId: string; quantity: number },
) {
  const order = await paid(shop, buyer, [wanted]);
  await shipped(shop, operator, order);
  await received(shop, buyer, order.id);
  await settled(shop);
  return order;
}

/** What a promoter has, those figures left out that are nothing. */
export async function earningsOf(
  promoter: Pick<Client, 'get'>,
): Promise<Partial<CommissionBalances>> {
  const { balances } = await promoter.get<PromoterView>('/shop/promoter');
  return Object.fromEntries(Object.entries(balances).filter(([, amount]) => amount !== 0));
}

export function withdrawn(
  promoter: Pick<Client, 'post'>,
  amountFen: number,
  over: Partial<WithdrawalAsk> = {},
  key = newKey(),
): Promise<Withdrawal> {
  const asked = { channel: 'balance', amountFen, shownTaxFen: fen(0), ...over };
  return promoter.post<Withdrawal>('/shop/promoter/withdrawals', asked, key);
}
