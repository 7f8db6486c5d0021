import { Injectable } from '@nestjs/common';
import {
  giftSkuIdsOf,
  quote,
  type Address,
  type CheckedQuoteRequest,
  type Offer,
  type Quote,
  type QuotedSku,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuFacts } from '../catalog/sku-facts.js';
import { AddressBook } from '../identity/address-book.js';
import { MemberOffers } from '../membership/benefits/member-offers.service.js';
import { Refusal } from '../platform/refusal.js';
import type { LiveCampaign } from '../promotions/campaigns/live-campaigns.js';
import { Offers, type Offered } from '../promotions/campaigns/offers.service.js';
import { Settings } from '../shop/settings.js';

export interface QuotedPurchase {
  quote: Quote;
  address: Address | null;
  /** By SKU id, the campaign whose own stock the goods come out of. */
  stockOf: ReadonlyMap<string, string>;
  /** The campaign's own time to pay; null for the shop's. */
  payWithinMinutes: number | null;
  /** Whether the order waits for others once it is paid. */
  waits: boolean;
}

/** Who asks, and under which circumstances: an operator may look ahead with a draft. */
export interface Enquiry {
  shopperId: string;
  now: Date;
  draft?: LiveCampaign;
}

type Db = Pick<EntityManager, 'query'>;
type Lines = { sku: QuotedSku; quantity: number }[];

/** Gathers the facts of a purchase and prices them by the one calculation in `shared`. */
@Injectable()
export class Pricing {
  constructor(
    private readonly skus: SkuFacts,
    private readonly addresses: AddressBook,
    private readonly settings: Settings,
    private readonly offers: Offers,
    private readonly memberOffers: MemberOffers,
  ) {}

  /**
   * The price of these lines for this shopper, sent to this address.
   * @throws Refusal SKU_NOT_FOUND, ADDRESS_NOT_FOUND, CAMPAIGN_NOT_LIVE for the page it began on;
   *   what merely cannot be bought is in the quote
   */
  async quote(db: Db, enquiry: Enquiry, request: CheckedQuoteRequest): Promise<QuotedPurchase> {
    const address = await this.addressOf(db, enquiry.shopperId, request.addressId);
    const ordinary = await this.linesOf(db, request);
    const offered = await this.offeredFor(db, { ...enquiry, address }, request, ordinary);
    const { freight: freightRule } = await this.settings.current(db);
    return {
      quote: quote({
        lines: ordinary.map((line) => withOwnStock(line, offered)),
        freightRule,
        province: address?.province ?? null,
        offers: offered.offers,
        couponIds: request.couponIds,
        giftSkus: await this.giftSkus(db, offered.offers, ordinary),
        setApartSkuIds: [...offered.stock.keys()],
        reserved: Object.fromEntries(offered.reserved),
      }),
      address,
      stockOf: offered.stockOf,
      payWithinMinutes: offered.payWithinMinutes,
      waits: offered.waits,
    };
  }

  private async linesOf(db: Db, { lines }: CheckedQuoteRequest): Promise<Lines> {
    const skuIds = lines.map((line) => line.skuId);
    const facts = await this.skus.find(db, skuIds);
    return lines.map(({ skuId, quantity }) => {
      const sku = facts.get(skuId);
      if (!sku) throw new Refusal('SKU_NOT_FOUND', { skuId });
      return { sku, quantity };
    });
  }

  private async offeredFor(
    db: Db,
    { shopperId, now, draft, address: delivery }: Enquiry & { address: Address | null },
    { through }: CheckedQuoteRequest,
    lines: Lines,
  ): Promise<Offered> {
    const skus = lines.map(({ sku }) => sku);
    const offered = await this.offers.for(db, { shopperId, now, skus, through, delivery }, draft);
    const isThere = through === null || offered.offers.some((offer) => offer.required);
    if (!isThere) throw new Refusal('CAMPAIGN_NOT_LIVE', { campaignId: through.campaignId });
    const isThrough = through !== null;
    const asked = { shopperId, now, skus, isThrough, isEarly: false };
    const { freight, ...ofMember } = await this.memberOffers.for(db, asked);
    return {
      ...offered,
      offers: [...offered.offers, ...ofMember.prices, ...(freight ? [freight] : [])],
      reserved: new Map([...offered.reserved, ...ofMember.reserved]),
    };
  }

  /** Goods that may be given, those bought among them, with their ordinary stock. */
  private async giftSkus(
    db: Db,
    offers: readonly Offer[],
    bought: Lines,
  ): Promise<Record<string, QuotedSku>> {
    const known = bought.map(({ sku }): [string, QuotedSku] => [sku.skuId, sku]);
    const more = offers
      .flatMap(giftSkuIdsOf)
      .filter((id) => known.every(([skuId]) => skuId !== id));
    return Object.fromEntries([...known, ...(await this.skus.find(db, more))]);
  }

  private async addressOf(
    db: Db,
    shopperId: string,
    addressId: string | null,
  ): Promise<Address | null> {
    if (addressId === null) return null;
    const address = await this.addresses.find(db, shopperId, addressId);
    if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
    return address;
  }
}

/** Goods set apart for a campaign are counted by the campaign. */
function withOwnStock({ sku, quantity }: Lines[number], { stock }: Offered): Lines[number] {
  return { sku: { ...sku, stock: stock.get(sku.skuId) ?? sku.stock }, quantity };
}
