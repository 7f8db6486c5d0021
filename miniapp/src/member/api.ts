import type { MemberCard, PaidMembershipView, PointsView, WalletView } from '@siyu/shared';
import { readCouponCounts } from '@/coupons/api';
import { call } from '@/platform/http';

export const readMemberCard = () => call<MemberCard>('/shop/member');

/** What stands below the card; null where it could not be had. */
export interface Assets {
  wallet: WalletView | null;
  points: PointsView | null;
  coupons: number | null;
  paid: PaidMembershipView | null;
}

/** The card, without which there is no page, and what is shown beside it. Throws `Refused`. */
export async function readMember(): Promise<{ card: MemberCard; assets: Assets }> {
  const missing = () => null;
  const [card, wallet, points, coupons, paid] = await Promise.all([
    readMemberCard(),
    call<WalletView>('/shop/wallet').catch(missing),
    call<PointsView>('/shop/points').catch(missing),
    readCouponCounts().then(({ usable }) => usable, missing),
    call<PaidMembershipView>('/shop/paid-membership').catch(missing),
  ]);
  return { card, assets: { wallet, points, coupons, paid } };
}
