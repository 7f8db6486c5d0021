import {
  fen,
  type PayAnswer,
  type Recharge,
  type RechargePlan,
  type RechargePlanInput,
  type VersionedWalletSettings,
  type WalletSettings,
} from '@siyu/shared';
import type { TestOperator } from './operator.js';
import { notified, payInSheet } from './purchase.js';
import type { TestShop } from './shop.js';
import type { TestShopper } from './shopper.js';

/** ¥3000, with ¥1000 of bonus. */
export function aPlan(over: Partial<RechargePlanInput> = {}): RechargePlanInput {
  return {
    ...{ principalFen: fen(300_000), bonusFen: fen(100_000) },
    ...{ couponCampaignIds: [], growth: 0, position: 0, offered: true },
    ...over,
  };
}

export function offeredPlan(
  operator: TestOperator,
  over: Partial<RechargePlanInput> = {},
): Promise<RechargePlan> {
  return operator.post<RechargePlan>('/ops/wallet/plans', aPlan(over));
}

/** Sets some of the settings of stored value. */
export async function setWallet(
  operator: TestOperator,
  change: Partial<WalletSettings>,
): Promise<void> {
  const path = '/ops/wallet/settings';
  const { settings, version } = await operator.get<VersionedWalletSettings>(path);
  await operator.put(path, { version, settings: { ...settings, ...change } });
}

/** What a phone asks that was shown this plan. */
export function rechargeBy({ id, plan }: RechargePlan) {
  const { principalFen: shownPrincipalFen, bonusFen: shownBonusFen } = plan;
  return { planId: id, shownPrincipalFen, shownBonusFen };
}

/** What a phone asks for an amount of its owner’s choice. */
export function rechargeOf(amount: number) {
  return { planId: null, shownPrincipalFen: amount, shownBonusFen: 0 };
}

/** A recharge that waits to be paid. */
export function rechargePlaced(shopper: TestShopper, body: object): Promise<Recharge> {
  return shopper.post<Recharge>('/shop/wallet/recharges', body);
}

export function rechargePrepaid(shopper: TestShopper, id: string): Promise<PayAnswer> {
  return shopper.post<PayAnswer>(`/shop/wallet/recharges/${id}/payment`);
}

/** A recharge paid and known to be paid. */
export async function recharged(
  shop: TestShop,
  shopper: TestShopper,
  body: object,
): Promise<Recharge> {
  const { id } = await rechargePlaced(shopper, body);
  await payInSheet(shop, await rechargePrepaid(shopper, id));
  await notified(shop);
  return rechargeNow(shopper, id);
}

export function rechargeNow(shopper: TestShopper, id: string): Promise<Recharge> {
  return shopper.get<Recharge>(`/shop/wallet/recharges/${id}`);
}
