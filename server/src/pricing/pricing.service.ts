import { Injectable } from '@nestjs/common';
import { quote, type Address, type Quote, type QuoteRequest } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuFacts } from '../catalog/sku-facts.js';
import { AddressBook } from '../identity/address-book.js';
import { Refusal } from '../platform/refusal.js';
import { Settings } from '../shop/settings.js';

export interface QuotedPurchase {
  quote: Quote;
  address: Address | null;
}

/** Gathers the facts of a purchase and prices them by the one calculation in `shared`. */
@Injectable()
export class Pricing {
  constructor(
    private readonly skus: SkuFacts,
    private readonly addresses: AddressBook,
    private readonly settings: Settings,
  ) {}

  /**
   * The price of these lines for this shopper, sent to this address.
   * @throws Refusal SKU_NOT_FOUND, ADDRESS_NOT_FOUND; what merely cannot be bought is in the quote
   */
  async quote(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    request: QuoteRequest,
  ): Promise<QuotedPurchase> {
    const address = await this.addressOf(db, shopperId, request.addressId);
    const facts = await this.skus.find(
      db,
      request.lines.map((line) => line.skuId),
    );
    const lines = request.lines.map(({ skuId, quantity }) => {
      const sku = facts.get(skuId);
      if (!sku) throw new Refusal('SKU_NOT_FOUND', { skuId });
      return { sku, quantity };
    });
    const { freight: freightRule } = await this.settings.current(db);
    return {
      quote: quote({ lines, freightRule, province: address?.province ?? null }),
      address,
    };
  }

  private async addressOf(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    addressId: string | null,
  ): Promise<Address | null> {
    if (addressId === null) return null;
    const address = await this.addresses.find(db, shopperId, addressId);
    if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
    return address;
  }
}
