import { assert, type KindReport } from '@siyu/shared';
import { rows } from '../../platform/transaction.js';
import type { Db } from './coupon.store.js';

type GivenOut = Omit<Extract<KindReport, { kind: 'coupon' }>, 'kind'>;

/** When a coupon counts; `?` is now. */
const COUNTED: Readonly<Record<Exclude<keyof GivenOut, 'stock'>, string>> = {
  claimed: "source = 'public'",
  redeemed: "source = 'code'",
  granted: "source = 'granted'",
  used: "state = 'used'",
  locked: "state = 'locked'",
  expired: "state = 'unused' AND valid_until <= ?",
  revoked: "state = 'revoked'",
};

/** What a campaign has given out and what became of it; a draft has given nothing. */
export async function givenOut(db: Db, campaignId: string, now: Date): Promise<GivenOut> {
  const counts = Object.entries(COUNTED).map(
    ([name, condition]) => `COALESCE(SUM(${condition}), 0) AS ${name}`,
  );
  const [found] = await rows<GivenOut>(
    db,
    `SELECT COALESCE((SELECT stock FROM coupon_stock WHERE campaign_id = ?), 0) AS stock,
       ${counts.join(', ')} FROM coupon WHERE campaign_id = ?`,
    [campaignId, now, campaignId],
  );
  assert(found, `coupons of ${campaignId} cannot be counted`);
  return found;
}
