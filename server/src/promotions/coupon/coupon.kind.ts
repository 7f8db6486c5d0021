import { Injectable } from '@nestjs/common';
import {
  assert,
  daysAfter,
  fen,
  reminderAt,
  validUntilAfterRefund,
  type PolicyFinding,
} from '@siyu/shared';
import { isDeepStrictEqual } from 'node:util';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { type Tx } from '../../platform/transaction.js';
import { Settings } from '../../shop/settings.js';
import { findCampaign, keepInHand } from '../campaigns/campaign.store.js';
import { finding } from '../campaigns/policy-check.js';
import {
  PromotionKinds,
  type Asking,
  type CampaignOf,
  type HeldOffer,
  type Holding,
  type KindOffer,
  type KindService,
  type SettledOrder,
} from '../campaigns/promotion-kinds.js';
import { givenOut } from './coupon-report.store.js';
import {
  couponsOfOrder,
  giveBack,
  lockForOrder,
  unlock,
  useAgain,
  useLocked,
} from './coupon-moves.store.js';
import {
  setStock,
  usableCoupons,
  writtenInput,
  type CouponInput,
  type Db,
} from './coupon.store.js';

/** Coupons a quote considers: so many of a shopper's, and of one campaign as many as combine. */
const CONSIDERED = { each: 2, all: 20 };

/** What coupons do with orders: locked when placed, used when paid, back when the order closes. */
@Injectable()
export class CouponKind implements KindService<'coupon'> {
  readonly kind = 'coupon';

  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    kinds: PromotionKinds,
  ) {
    kinds.register<'coupon'>(this);
  }

  /** The coupons in hand; of a campaign that is merely looked at, as if one were. */
  async offers(
    db: Db,
    { shopperId, now }: Asking,
    campaigns: readonly CampaignOf<'coupon'>[],
  ): Promise<KindOffer<'coupon'>[]> {
    const drafts = campaigns.filter((one) => !one.inHand);
    const given = new Map(campaigns.filter((one) => one.inHand).map((one) => [one.id, one]));
    const who = { shopperId, campaignIds: [...given.keys()], now };
    const usable = given.size === 0 ? [] : await usableCoupons(db, who, CONSIDERED);
    const inHand = usable.flatMap(({ id, campaignId, validUntil }) => {
      const campaign = given.get(campaignId);
      return campaign ? offerOf(campaign, id, validUntil) : [];
    });
    return [...inHand, ...drafts.flatMap((one) => offerOf(one, one.id, one.slot.endsAt))];
  }

  /** @throws Refusal COUPON_STATE when another checkout was first, or one is over (case 28) */
  async hold(tx: Tx, holding: Holding, applied: readonly HeldOffer[]): Promise<void> {
    const isLocked = await lockForOrder(tx, holding, idsOf(applied));
    if (!isLocked) throw new Refusal('COUPON_STATE', { couponIds: idsOf(applied) });
  }

  /** @throws Refusal COUPON_STATE when one was used elsewhere meanwhile */
  async holdAgain(tx: Tx, holding: Holding, applied: readonly HeldOffer[]): Promise<void> {
    if (!(await useAgain(tx, holding, idsOf(applied)))) throw new Refusal('COUPON_STATE');
  }

  async paid(tx: Tx, orders: readonly SettledOrder[]): Promise<void> {
    const orderIds = orders.map(({ orderId }) => orderId);
    await useLocked(tx, orderIds, this.clock.now());
  }

  async release(tx: Tx, { orderId }: SettledOrder, why: 'unpaid' | 'refunded'): Promise<void> {
    const now = this.clock.now();
    if (why === 'unpaid') return unlock(tx, orderId, now);
    for (const { id, campaignId, validUntil } of await couponsOfOrder(tx, orderId)) {
      await this.afterRefund(tx, { id, campaignId, validUntil }, now);
    }
  }

  /** Case 29: what comes of it is stated by its campaign. */
  private async afterRefund(
    tx: Tx,
    one: { id: string; campaignId: string; validUntil: Date },
    now: Date,
  ): Promise<void> {
    const campaign = await findCampaign(tx, one.campaignId);
    assert(campaign?.input.kind === 'coupon', `no campaign of coupon ${one.id}`);
    const { afterRefund } = campaign.input.rule;
    const validUntil = validUntilAfterRefund(afterRefund, one.validUntil, now);
    if (!validUntil) return;
    const { couponReminderDays } = await this.settings.current(tx);
    const remindAt = reminderAt(now, validUntil, couponReminderDays);
    await giveBack(tx, one.id, { validUntil, remindAt, now });
    await keepInHand(tx, one.campaignId, validUntil);
  }

  async policy(_db: Db, _id: string, { rule, slots }: CouponInput): Promise<PolicyFinding[]> {
    const { validity, benefit } = rule;
    const endMs = Math.max(...slots.map((slot) => Date.parse(slot.endsAt)));
    const isNeverValid =
      validity.kind === 'fixed' &&
      Date.parse(validity.until) < Math.max(endMs, Date.parse(validity.from) + 1);
    const givesAll = benefit.kind === 'amount' && benefit.offFen >= rule.minimumFen;
    return [
      ...(isNeverValid ? finding('COUPON_NEVER_VALID', null) : []),
      ...(givesAll ? finding('GIVES_EVERYTHING_AWAY', null) : []),
    ];
  }

  /**
   * Sets how many there are. What was promised with coupons that are in hand does not change under
   * them: another promise is another campaign.
   * @throws Refusal CAMPAIGN_STATE for other terms, CAMPAIGN_EXHAUSTED for less than were given out
   */
  async published(tx: Tx, campaignId: string, input: CouponInput): Promise<void> {
    const written = await writtenInput(tx, campaignId);
    if (written && !keepsPromise(written, input)) {
      throw new Refusal('CAMPAIGN_STATE', { termsOfCouponsInHand: true });
    }
    const isEnough = await setStock(tx, campaignId, input.rule.stock);
    if (!isEnough) throw new Refusal('CAMPAIGN_EXHAUSTED', { stock: input.rule.stock });
    await keepInHand(tx, campaignId, lastDayOf(input));
  }

  async report(db: Db, { id }: { id: string }, now: Date) {
    return { kind: 'coupon' as const, ...(await givenOut(db, id, now)) };
  }
}

function offerOf(campaign: CampaignOf<'coupon'>, id: string, endsAt: Date): KindOffer<'coupon'>[] {
  const { benefit, minimumFen } = campaign.input.rule;
  const rule = { benefit, minimumFen: fen(minimumFen) };
  return [{ campaign, offer: { id, couponId: id, endsAt: endsAt.toISOString(), rule } }];
}

function idsOf(applied: readonly HeldOffer[]): string[] {
  return applied.map(({ id }) => id).sort();
}

function keepsPromise(before: CouponInput, after: CouponInput): boolean {
  const terms = ({ scope, combinesWith, rule }: CouponInput) => {
    const { benefit, minimumFen, afterRefund } = rule;
    return { scope, combinesWith, benefit, minimumFen, afterRefund };
  };
  const isSame = isDeepStrictEqual(terms(before), terms(after));
  return isSame && after.rule.perPersonMax >= before.rule.perPersonMax;
}

/** When the last of its coupons is over, unless a refund brings one back for longer. */
function lastDayOf({ rule: { validity }, slots }: CouponInput): Date {
  if (validity.kind === 'fixed') return new Date(validity.until);
  const endMs = Math.max(...slots.map((slot) => Date.parse(slot.endsAt)));
  return daysAfter(new Date(endMs), validity.days);
}
