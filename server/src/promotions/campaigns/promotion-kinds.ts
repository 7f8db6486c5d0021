import { Injectable } from '@nestjs/common';
import {
  assert,
  type CampaignInput,
  type Fen,
  type KindReport,
  type Offer,
  type OfferVerdict,
  type PlacedSku,
  type PolicyFinding,
  type PromotionKind,
  type RefusalCode,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../../platform/transaction.js';
import type { Delivery } from './audience.js';
import type { LiveCampaign } from './live-campaigns.js';

type Db = Pick<EntityManager, 'query'>;
export type InputOf<K extends PromotionKind> = Extract<CampaignInput, { kind: K }>;
export type CampaignOf<K extends PromotionKind> = LiveCampaign<InputOf<K>>;

/** A purchase begun on a campaign's own page: its flash sale, its team to join. */
export interface Through {
  campaignId: string;
  /** The team to join; null opens one, or where there are no teams. */
  teamId: string | null;
}

/** Who asks for a price, for what, when. */
export interface Asking {
  shopperId: string;
  now: Date;
  skus: readonly (PlacedSku & { unitPriceFen: Fen })[];
  through: Through | null;
  /** Where it would be sent to; null before an address is chosen. */
  delivery: Delivery | null;
}

/** A placed order that takes what its offers gave. */
export interface Holding {
  orderId: string;
  shopperId: string;
  address: Delivery;
  lines: readonly HeldLine[];
  totalFen: Fen;
  payBy: Date;
  through: Through | null;
  now: Date;
}

export interface HeldLine {
  skuId: string;
  productId: string;
  quantity: number;
  payableFen: Fen;
  /** The campaign whose own stock it comes out of; null for the ordinary one. */
  stockOf: string | null;
}

/** An offer that an order holds. */
export type HeldOffer = Pick<
  OfferVerdict,
  'id' | 'campaignId' | 'couponId' | 'kind' | 'name' | 'units' | 'savedFen'
>;

/** What becomes of an order's offers. */
export interface SettledOrder {
  orderId: string;
  shopperId: string;
}

/** Units out of a campaign's own stock that will never be sent, by an after-sale. */
export interface UnsentUnits {
  campaignId: string;
  afterSaleId: string;
  items: readonly { skuId: string; quantity: number }[];
}

/** An offer a quote could use, before scope and common limits are put to it. */
export type PersonalOffer = Pick<Offer, 'rule'> &
  Partial<Pick<Offer, 'allowance' | 'id' | 'couponId' | 'endsAt' | 'skuIds' | 'required'>>;

/** One offer of a campaign; `own` counts the units set apart for it, where it sells those. */
export interface KindOffer<K extends PromotionKind> {
  campaign: CampaignOf<K>;
  offer: PersonalOffer;
  own?: ReadonlyMap<string, number>;
  /** Where it has its own deadline; only of offers through their own page. */
  payWithinMinutes?: number;
  /** Whether an order that takes it waits for others once it is paid (待成团). */
  waits?: boolean;
  /** Why it cannot be taken now, which the quote says of its lines: a team that is full. */
  refusal?: RefusalCode | null;
}

/** What one kind does on the server. Everything but `kind` and `offers` may be left out. */
export interface KindService<K extends PromotionKind = PromotionKind> {
  kind: K;
  /** What these live campaigns offer this shopper; it reads what it needs, in few statements. */
  offers: (db: Db, asking: Asking, campaigns: readonly CampaignOf<K>[]) => Promise<KindOffer<K>[]>;
  /** SKUs that cannot be bought by this shopper but through this kind, with why. */
  reserved?: (
    db: Db,
    asking: Asking,
    campaigns: readonly CampaignOf<K>[],
  ) => Promise<ReadonlyMap<string, RefusalCode>>;
  /**
   * A campaign that is not live for everybody: over, for a purchase in what was begun in it (a
   * team); or not begun, for who is let in early.
   */
  opened?: (
    db: Db,
    through: Through,
    asking: Pick<Asking, 'shopperId' | 'now'>,
  ) => Promise<CampaignOf<K> | null>;
  /** Takes what the applied offers of this kind use, or refuses: the order rolls back. */
  hold?: (tx: Tx, holding: Holding, applied: readonly HeldOffer[]) => Promise<void>;
  /** The same for an order paid after it had closed, where that differs from `hold`. */
  holdAgain?: (tx: Tx, holding: Holding, applied: readonly HeldOffer[]) => Promise<void>;
  /** Their orders are paid. */
  paid?: (tx: Tx, orders: readonly SettledOrder[]) => Promise<void>;
  /** An unpaid order was closed, or a paid one refunded whole before it was sent. */
  release?: (tx: Tx, order: SettledOrder, why: 'unpaid' | 'refunded') => Promise<void>;
  /** Units of its own stock come back, as unsent ones do; once an after-sale. */
  takeBack?: (tx: Tx, unsent: UnsentUnits) => Promise<void>;
  /** Where these orders sit, by order; those that are not bought together are left out. */
  teamsOf?: (db: Db, orderIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What one person may take over all their orders, where its rule says so. */
  perPersonMax?: (input: InputOf<K>) => number;
  /** What speaks against publishing, beside what holds for every kind. */
  policy?: (db: Db, campaignId: string, input: InputOf<K>) => Promise<PolicyFinding[]>;
  /** Lays out what a published campaign needs: activity stock, coupon stock. */
  published?: (tx: Tx, campaignId: string, input: InputOf<K>) => Promise<void>;
  /** What its report tells beside what every campaign's does, in one statement. */
  report?: (
    db: Db,
    campaign: { id: string; input: InputOf<K> },
    now: Date,
  ) => Promise<Extract<KindReport, { kind: K }>>;
}

/**
 * Kinds register here at start, so that the common ground knows none of them: another kind is
 * another folder.
 */
@Injectable()
export class PromotionKinds {
  private readonly services = new Map<PromotionKind, KindService>();

  register<K extends PromotionKind>(service: KindService<K>): void {
    assert(!this.services.has(service.kind), `two services of ${service.kind}`);
    this.services.set(service.kind, service as unknown as KindService);
  }

  of(kind: PromotionKind): KindService {
    const service = this.services.get(kind);
    assert(service, `no service of ${kind}`);
    return service;
  }

  /** The least of what a campaign and its kind's rule let one person take; null without limit. */
  perPersonMaxOf(input: CampaignInput): number | null {
    const ofRule = this.of(input.kind).perPersonMax?.(input) ?? Infinity;
    const max = Math.min(ofRule, input.usesPerPersonMax ?? Infinity);
    return max === Infinity ? null : max;
  }

  all(): KindService[] {
    return [...this.services.values()];
  }
}
