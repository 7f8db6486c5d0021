import { Injectable } from '@nestjs/common';
import {
  readPrintedCode,
  refusalToClaimCoupon,
  reminderAt,
  validityOf,
  type ClaimWay,
  type RefusalCode,
} from '@siyu/shared';
import { lockShopper } from '../../identity/lock-shopper.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal, refuse } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { Settings } from '../../shop/settings.js';
import { Audiences, refusalOfAudience } from '../campaigns/audience.js';
import { LiveCampaigns, type LiveCampaign } from '../campaigns/live-campaigns.js';
import { campaignOfCode, takeCode } from './coupon-code.store.js';
import {
  countsFor,
  couponOfGrant,
  insertCoupon,
  takeFromStock,
  type CouponInput,
} from './coupon.store.js';

/** What became of a grant: the coupon (for a repeated key the first), or why there is none. */
export type Granted = { couponId: string } | { refusal: RefusalCode };

/** A grant by another feature: a newcomer's pack, a tier's gift, a referral's reward. */
export interface GrantOrder {
  campaignId: string;
  shopperId: string;
  /** Names the reason, once for ever for this shopper and campaign, at most 64 characters. */
  key: string;
}

interface Issue {
  campaignId: string;
  shopperId: string;
  by: ClaimWay;
  grantKey?: string;
  code?: string;
}

/**
 * Gives coupons out. Whoever gives one, the share of a person and the stock are taken by the same
 * writes, in the transaction of whatever the coupon is for.
 */
@Injectable()
export class Coupons {
  constructor(
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly settings: Settings,
    private readonly audiences: Audiences,
  ) {}

  /**
   * A shopper takes one from the coupon centre; its id.
   * @throws Refusal CAMPAIGN_NOT_FOUND for one that is not public, CAMPAIGN_NOT_LIVE,
   *   NEWCOMERS_ONLY, FORBIDDEN, PURCHASE_LIMIT, COUPONS_GONE
   */
  claim(tx: Tx, shopperId: string, campaignId: string): Promise<string> {
    return this.issue(tx, { campaignId, shopperId, by: 'public' });
  }

  /**
   * A shopper redeems a printed code; the id of the coupon. A code that is wrong, used up or
   * revoked is told from no other.
   * @throws Refusal COUPON_CODE_INVALID, and what `claim` throws of its campaign
   */
  async redeem(tx: Tx, shopperId: string, typed: string): Promise<string> {
    const code = readPrintedCode(typed);
    const campaignId = code && (await campaignOfCode(tx, code));
    if (!code || !campaignId) throw new Refusal('COUPON_CODE_INVALID');
    const couponId = await this.issue(tx, { campaignId, shopperId, by: 'code', code });
    if (!(await takeCode(tx, code))) throw new Refusal('COUPON_CODE_INVALID');
    return couponId;
  }

  /**
   * Gives someone a coupon of a live campaign, in the caller's transaction, which goes on also when
   * there is none to give. Idempotent by key: a repeat answers with the first coupon.
   */
  async grant(tx: Tx, { campaignId, shopperId, key }: GrantOrder): Promise<Granted> {
    await lockShopper(tx, shopperId);
    const first = await couponOfGrant(tx, { campaignId, shopperId, key });
    if (first) return { couponId: first };
    await tx.query('SAVEPOINT coupon_grant');
    try {
      const order = { campaignId, shopperId, by: 'granted' as const, grantKey: key };
      return { couponId: await this.issue(tx, order) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT coupon_grant');
      return { refusal: error.code };
    }
  }

  /** The row of the stock is contended, so that it comes last. */
  private async issue(tx: Tx, { campaignId, shopperId, by, grantKey, code }: Issue) {
    const now = this.clock.now();
    const campaign = await this.liveCoupon(tx, campaignId, now);
    const { rule } = campaign.input;
    const notMeant = by === 'granted' ? null : await this.notMeant(tx, campaign, shopperId, now);
    // Counted behind the lock: two phones of one person claim one after the other.
    await lockShopper(tx, shopperId);
    const counts = await countsFor(tx, campaignId, shopperId);
    const { validFrom, validUntil } = validityOf(rule.validity, now);
    const facts = { by, claim: rule.claim, phase: 'live' as const, validUntil, notMeant };
    refuse(refusalToClaimCoupon({ ...facts, ...counts, perPersonMax: rule.perPersonMax }, now), {
      campaignId,
    });
    const { couponReminderDays } = await this.settings.current(tx);
    const id = newId(now);
    await insertCoupon(tx, {
      ...{ id, campaignId, shopperId, source: by, validFrom, validUntil, claimedAt: now },
      ...{ nth: counts.had + 1, grantKey: grantKey ?? null, code: code ?? null },
      remindAt: reminderAt(now > validFrom ? now : validFrom, validUntil, couponReminderDays),
    });
    if (!(await takeFromStock(tx, campaignId))) throw new Refusal('COUPONS_GONE', { campaignId });
    return id;
  }

  private async liveCoupon(tx: Tx, campaignId: string, now: Date) {
    const found = (await this.live.at(now, tx)).find(({ id }) => id === campaignId);
    if (!found || !isCoupon(found)) throw new Refusal('CAMPAIGN_NOT_LIVE', { campaignId });
    return found;
  }

  private async notMeant(
    tx: Tx,
    { input }: LiveCampaign<CouponInput>,
    shopperId: string,
    now: Date,
  ): Promise<RefusalCode | null> {
    const { audience } = input;
    const standing = await this.audiences.standingOf(tx, { shopperId, now }, [audience]);
    return refusalOfAudience(audience, standing);
  }
}

export function isCoupon(campaign: LiveCampaign): campaign is LiveCampaign<CouponInput> {
  return campaign.input.kind === 'coupon';
}
