import { Injectable } from '@nestjs/common';
import {
  beijingMonth,
  beijingMonthStart,
  covers,
  monthsAfter,
  ofKind,
  type BenefitOf,
  type HeldBenefit,
  type MemberBenefit,
  type Offer,
  type PlacedSku,
  type RefusalCode,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { memberWithUses } from './benefit-use.store.js';
import { MemberBenefits } from './member-benefits.service.js';

type Db = Pick<EntityManager, 'query'>;

interface Enquiry {
  shopperId: string;
  now: Date;
  skus: readonly Omit<PlacedSku, 'categoryIds'>[];
  /** Whether it began on a campaign's own page, whose price is the only special one. */
  isThrough: boolean;
}

/** What a member is offered for what they mean to buy. */
export interface MemberOffered {
  offers: Offer[];
  /** SKUs this shopper may not buy, with why. */
  reserved: [string, RefusalCode][];
}

/** What members are told how long it holds, where what gives it has no end. */
const ENDLESS_MONTHS = 12;

/** Benefits as offers. Where nobody has one that bears on a price, it costs no statement. */
@Injectable()
export class MemberOffers {
  constructor(
    private readonly benefits: MemberBenefits,
    private readonly places: SkuPlaces,
  ) {}

  async for(db: Db, enquiry: Enquiry): Promise<MemberOffered> {
    const offered = (await this.benefits.offered(db)).filter(bearsOnPrice);
    if (offered.length === 0) return { offers: [], reserved: [] };
    const { shopperId, now } = enquiry;
    const member = await memberWithUses(db, shopperId, 'free-freight', beijingMonth(now));
    const held = await this.benefits.heldBy(db, member ?? { shopperId }, now);
    const skus = await this.placed(db, enquiry.skus, offered);
    return {
      offers: [
        ...(enquiry.isThrough ? [] : prices(held, skus, now)),
        ...freights(held, skus, { used: member?.uses ?? 0, endsAt: monthEnd(now) }),
      ],
      reserved: reserved(offered, held, skus),
    };
  }

  /** Categories are looked up only where a benefit asks for them. */
  private async placed(
    db: Db,
    skus: Enquiry['skus'],
    offered: readonly Scoped[],
  ): Promise<PlacedSku[]> {
    const isAsked = offered.some((one) => 'scope' in one && one.scope?.categoryIds.length);
    const ids = skus.map(({ skuId }) => skuId);
    const places = isAsked ? await this.places.of(db, ids) : null;
    return skus.map((sku) => ({ ...sku, categoryIds: places?.get(sku.skuId)?.categoryIds ?? [] }));
  }
}

/** A member's freight is had so often a Beijing month. */
function monthEnd(now: Date): Date {
  return monthsAfter(beijingMonthStart(now), 1);
}

type Scoped = BenefitOf<'price-off' | 'free-freight' | 'members-only'>;

function bearsOnPrice(benefit: MemberBenefit): benefit is Scoped {
  return ['price-off', 'free-freight', 'members-only'].includes(benefit.kind);
}

/** A price ends with what gives it: the tier’s validity, or the term of the plan. */
function prices(held: readonly HeldBenefit[], skus: readonly PlacedSku[], now: Date): Offer[] {
  return held.flatMap(({ benefit, from, until }) => {
    if (benefit.kind !== 'price-off') return [];
    const covered = skus.filter((sku) => covers(benefit.scope, sku)).map(({ skuId }) => skuId);
    if (covered.length === 0) return [];
    const ofCart = benefit.prices.filter(({ skuId }) => covered.includes(skuId));
    return [
      {
        ...offerOf(benefit.id, `${from}专享价`, covered, until ?? monthsAfter(now, ENDLESS_MONTHS)),
        kind: 'member-price' as const,
        combinesWith: benefit.combinesWith,
        rule: { offBps: benefit.offBps, prices: ofCart },
      },
    ];
  });
}

function freights(
  held: readonly HeldBenefit[],
  skus: readonly PlacedSku[],
  { used, endsAt }: { used: number; endsAt: Date },
): Offer[] {
  return held.flatMap(({ benefit, from, until }) => {
    if (benefit.kind !== 'free-freight') return [];
    const last = until !== null && until < endsAt ? until : endsAt;
    const { id, perMonth } = benefit;
    const all = skus.map(({ skuId }) => skuId);
    return [
      {
        ...offerOf(id, `${from}包邮`, all, last),
        kind: 'member-freight' as const,
        combinesWith: [],
        rule: { perMonth },
        allowance: perMonth === null ? null : Math.max(0, perMonth - used),
      },
    ];
  });
}

function offerOf(id: string, name: string, skuIds: string[], endsAt: Date) {
  return {
    ...{ id, campaignId: null, couponId: null, name, priority: 0, skuIds, allowance: null },
    ...{ worthMaxFen: null, required: false, endsAt: endsAt.toISOString() },
  };
}

/** Goods that some benefit reserves and none of this shopper's opens. */
function reserved(
  offered: readonly Scoped[],
  held: readonly HeldBenefit[],
  skus: readonly PlacedSku[],
): [string, RefusalCode][] {
  const isAmong = (scopes: readonly BenefitOf<'members-only'>[], sku: PlacedSku) =>
    scopes.some(({ scope }) => covers(scope, sku));
  const all = ofKind(
    offered.map((benefit) => ({ benefit })),
    'members-only',
  );
  const own = ofKind(held, 'members-only');
  const kept = skus.filter((sku) => isAmong(all, sku) && !isAmong(own, sku));
  return kept.map(({ skuId }) => [skuId, 'MEMBERS_ONLY']);
}
