import { fen, totalOf, type PointsView, type Purse, type WalletView } from '@siyu/shared';
import { call } from '@/platform/http';

/**
 * What the shopper could pay with. What cannot be read is left out: an order can always be paid
 * through WeChat.
 */
export async function loadPurse(): Promise<Purse> {
  const [points, wallet] = await Promise.all([
    orNull(call<PointsView>('/shop/points')),
    orNull(call<WalletView>('/shop/wallet')),
  ]);
  return {
    points: points?.rules.isOn ? { active: points.active, rules: points.rules.redeem } : null,
    balanceFen: wallet === null ? fen(0) : totalOf(wallet),
    confirmAboveFen: wallet?.confirmAboveFen ?? fen(0),
  };
}

function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}
