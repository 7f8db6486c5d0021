import type { Address, Quote } from '@siyu/shared';
import { Refusal } from '../../platform/refusal.js';
import type { FlashSaleNow } from '../../promotions/flash-sale/flash-sales.service.js';
import type { Destination } from '../order.store.js';
import { agreed, type Attempt } from '../purchase/attempt.js';
import type { QuoteFor } from './flash-prices.js';

/** What purchases that came together are decided by, as the transaction that holds it found it. */
export interface AdmissionFacts {
  sale: FlashSaleNow;
  quoteFor: QuoteFor;
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
  address: Destination;
}

export type Decision = { admitted: Admitted; error?: never } | { admitted?: never; error: Refusal };

/** Decides one purchase after another; each that is admitted leaves less for those behind it. */
export class Admission {
  private readonly open: Map<string, number>;
  private readonly taken: Map<string, number>;
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
    this.refuseWithoutUnits(quantity);
    const address = this.facts.addressOf(shopperId, addressId);
    if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
    const quote = this.facts.quoteFor(quantity, address.province);
    const destination = agreed(quote, address, attempt.request);
    const open = this.open.get(shopperId) ?? 0;
    if (open >= this.facts.openOrdersMax) throw new Refusal('OPEN_ORDERS_TOO_MANY');
    const taken = (this.taken.get(shopperId) ?? 0) + quantity;
    this.refuseBeyondLimit(taken);
    this.open.set(shopperId, open + 1);
    this.taken.set(shopperId, taken);
    this.left -= quantity;
    return { attempt, quantity, quote, address: destination };
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
