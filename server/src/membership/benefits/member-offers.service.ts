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
  type MemberFreightRule,
  type Offer,
  type PlacedSku,
  type RefusalCode,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { membersWithUses } from './benefit-use.store.js';
import { MemberBenefits } from './member-benefits.service.js';

type Db = Pick<EntityManager, 'query'>;

interface Enquiry {
  shopperId: string;
  now: Date;
  /** The product only where it is known anyway. */
  skus: readonly { skuId: string; productId: string | null }[];
  /** Whether it began on a campaign's own page, whose price is the only special one. */
  isThrough: boolean;
  /** Whether its page is open to some only, who are let in early. */
  isEarly: boolean;
}

/** What a member is offered for what they mean to buy. */
export interface MemberOffered {
  prices: Offer[];
  /** Orders that are sent for nothing; null where none are. */
  freight: FreightOffer | null;
  /** SKUs this shopper may not buy, with why. */
  reserved: [string, RefusalCode][];
  /** How long before everybody else a slot of a flash sale opens to them. */
  earlyMinutes: number;
}

export type FreightOffer = Offer<MemberFreightRule>;

const NOTHING: MemberOffered = { prices: [], freight: null, reserved: [], earlyMinutes: 0 };

/** What members are told how long it holds, where what gives it has no end. */
const ENDLESS_MONTHS = 12;

/** Benefits as offers. Where nobody has one that bears on a purchase, it costs no statement. */
@Injectable()
export class MemberOffers {
  constructor(
    private readonly benefits: MemberBenefits,
    private readonly places: SkuPlaces,
  ) {}

  async for(db: Db, enquiry: Enquiry): Promise<MemberOffered> {
    const { shopperId, ...rest } = enquiry;
    const offeredTo = await this.forAll(db, { ...rest, shopperIds: [shopperId] });
    return offeredTo(shopperId);
  }

  /** The same for many who mean to buy alike, in a statement a table however many they are. */
  async forAll(
    db: Db,
    { shopperIds, now, ...wanted }: Omit<Enquiry, 'shopperId'> & { shopperIds: readonly string[] },
  ): Promise<(shopperId: string) => MemberOffered> {
    const isAsked = (one: MemberBenefit): one is Scoped =>
      BEARING.some((kind) => kind === one.kind) || (wanted.isEarly && one.kind === 'early-access');
    const offered = (await this.benefits.offered(db)).filter(isAsked);
    if (offered.length === 0) return () => NOTHING;
    const asked = membersWithUses(db, shopperIds, 'free-freight', beijingMonth(now));
    const [members, heldBy, skus] = await Promise.all([
      asked.then((found) => new Map(found.map((one) => [one.shopperId, one]))),
      this.benefits.heldByAll(
        db,
        shopperIds,
        asked.then((found) => found.flatMap(({ member }) => member ?? [])),
        now,
      ),
      this.placed(db, wanted.skus, offered),
    ]);
    return (shopperId) => {
      const { uses = 0 } = members.get(shopperId) ?? {};
      const held = heldBy(shopperId);
      return {
        prices: wanted.isThrough ? [] : prices(held, skus, now),
        freight: freightOf(held, skus, { used: uses, endsAt: monthEnd(now) }),
        reserved: reserved(offered, held, skus),
        earlyMinutes: ofKind(held, 'early-access')[0]?.minutes ?? 0,
      };
    };
  }

  /** Places are looked up only where a benefit asks for them. */
  private async placed(
    db: Db,
    skus: Enquiry['skus'],
    offered: readonly Scoped[],
  ): Promise<PlacedSku[]> {
    const isUnknown = skus.some(({ productId }) => productId === null);
    const scopes = offered.flatMap((one) => ('scope' in one && one.scope) || []);
    const isAsked = scopes.some(
      ({ categoryIds, productIds }) =>
        categoryIds.length > 0 || (isUnknown && productIds.length > 0),
    );
    const ids = skus.map(({ skuId }) => skuId);
    const places = isAsked ? await this.places.of(db, ids) : null;
    return skus.map(
      ({ skuId, productId }) =>
        places?.get(skuId) ?? { skuId, productId: productId ?? '', categoryIds: [] },
    );
  }
}

/** A member's freight is had so often a Beijing month. */
function monthEnd(now: Date): Date {
  return monthsAfter(beijingMonthStart(now), 1);
}

type Scoped = BenefitOf<(typeof BEARING)[number] | 'early-access'>;

/** What decides what somebody may buy, and at which price. */
const BEARING = ['price-off', 'free-freight', 'members-only'] as const;

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

/** The better of tier and plan: there is no more than one. */
function freightOf(
  held: readonly HeldBenefit[],
  skus: readonly PlacedSku[],
  { used, endsAt }: { used: number; endsAt: Date },
): FreightOffer | null {
  const own = held.find(({ benefit }) => benefit.kind === 'free-freight');
  if (own?.benefit.kind !== 'free-freight') return null;
  const { id, perMonth } = own.benefit;
  const last = own.until !== null && own.until < endsAt ? own.until : endsAt;
  const all = skus.map(({ skuId }) => skuId);
  return {
    ...offerOf(id, `${own.from}包邮`, all, last),
    kind: 'member-freight',
    combinesWith: [],
    rule: { perMonth },
    allowance: perMonth === null ? null : Math.max(0, perMonth - used),
  };
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
