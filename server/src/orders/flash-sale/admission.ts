import { opensAt, type Address, type Quote } from '@siyu/shared';
import type { FreightOffer } from '../../membership/benefits/member-offers.service.js';
import { Refusal } from '../../platform/refusal.js';
import type { FlashSaleNow } from '../../promotions/flash-sale/flash-sales.service.js';
import type { Destination } from '../order.store.js';
import { agreed, type Attempt } from '../purchase/attempt.js';
import type { TermsOf } from './flash-members.js';
import type { QuoteFor } from './flash-prices.js';

/** What purchases that came together are decided by, as the transaction that holds it found it. */
export interface AdmissionFacts {
  now: Date;
  sale: FlashSaleNow;
  quoteFor: QuoteFor;
  termsOf: TermsOf;
  addressOf: (shopperId: string, addressId: string) => Address | null;
  /** By shopper id: unpaid orders, and units of this campaign over all orders (case 20). */
  openOrders: ReadonlyMap<string, number>;
  openOrdersMax: number;
  taken: ReadonlyMap<string, number>;
  left: number;
}

export interface Admitted {
  attempt: Attempt;
  quantity: number;
  quote: Quote;
  /** The member's freight that it uses; null for none. */
  freight: FreightOffer | null;
  address: Destination;
}

export type Decision = { admitted: Admitted; error?: never } | { admitted?: never; error: Refusal };

/** Decides one purchase after another; each that is admitted leaves less for those behind it. */
export class Admission {
  private readonly open: Map<string, number>;
  private readonly taken: Map<string, number>;
  private readonly freed = new Map<string, number>();
  private left: number;

  constructor(private readonly facts: AdmissionFacts) {
    this.open = new Map(facts.openOrders);
    this.taken = new Map(facts.taken);
    this.left = facts.left;
  }

  decide(attempt: Attempt): Decision {
    try {
      return { admitted: this.admit(attempt) };
    } catch (error) {
      if (error instanceof Refusal) return { error };
      throw error;
    }
  }

  /** @throws Refusal of its terms, OPEN_ORDERS_TOO_MANY, PURCHASE_LIMIT, FLASH_SOLD_OUT … */
  private admit(attempt: Attempt): Admitted {
    const { shopperId } = attempt.shopper;
    const { addressId, lines } = attempt.request;
    const quantity = lines[0]?.quantity ?? 0;
    this.refuseWhoMayNot(shopperId);
    this.refuseWithoutUnits(quantity);
    const address = this.facts.addressOf(shopperId, addressId);
    if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
    const offered = this.freightLeft(shopperId);
    const quote = this.facts.quoteFor(quantity, address.province, offered);
    const freight = quote.offers.some((one) => one.applied && one.id === offered?.id)
      ? offered
      : null;
    const destination = agreed(quote, address, attempt.request);
    this.take(shopperId, quantity, freight !== null);
    return { attempt, quantity, quote, freight, address: destination };
  }

  /** Counts it against those behind it. @throws Refusal OPEN_ORDERS_TOO_MANY, PURCHASE_LIMIT */
  private take(shopperId: string, quantity: number, isFreed: boolean): void {
    const open = this.open.get(shopperId) ?? 0;
    if (open >= this.facts.openOrdersMax) throw new Refusal('OPEN_ORDERS_TOO_MANY');
    const taken = (this.taken.get(shopperId) ?? 0) + quantity;
    this.refuseBeyondLimit(taken);
    this.open.set(shopperId, open + 1);
    this.taken.set(shopperId, taken);
    if (isFreed) this.freed.set(shopperId, (this.freed.get(shopperId) ?? 0) + 1);
    this.left -= quantity;
  }

  /** What a member has left this month, their orders of this batch counted. */
  private freightLeft(shopperId: string): FreightOffer | null {
    const { freight } = this.facts.termsOf(shopperId);
    const left = (freight?.allowance ?? Infinity) - (this.freed.get(shopperId) ?? 0);
    return left > 0 ? freight : null;
  }

  /** Goods are kept for members, and the page is open to some before it is to all. */
  private refuseWhoMayNot(shopperId: string): void {
    const { now, sale, termsOf } = this.facts;
    const { earlyMinutes, refusal } = termsOf(shopperId);
    if (now < opensAt(sale, earlyMinutes)) {
      throw new Refusal('CAMPAIGN_NOT_LIVE', { campaignId: sale.campaignId });
    }
    if (refusal) throw new Refusal(refusal, { skuIds: [sale.skuId] });
  }

  private refuseWithoutUnits(quantity: number): void {
    const facts = { skuIds: [this.facts.sale.skuId] };
    if (this.left === 0) throw new Refusal('FLASH_SOLD_OUT', facts);
    if (quantity > this.left) throw new Refusal('STOCK_INSUFFICIENT', facts);
  }

  private refuseBeyondLimit(taken: number): void {
    const { campaignId, perPersonMax: max } = this.facts.sale;
    if (max !== null && taken > max) throw new Refusal('PURCHASE_LIMIT', { campaignId, max });
  }
}
