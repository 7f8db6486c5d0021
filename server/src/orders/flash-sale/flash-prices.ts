import { Injectable } from '@nestjs/common';
import { quote, type Offer, type Quote } from '@siyu/shared';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import type { FlashSaleNow } from '../../promotions/flash-sale/flash-sales.service.js';
import { Settings } from '../../shop/settings.js';

/** The price of so many units, sent to this province, with or without a member's freight. */
export type QuoteFor = (quantity: number, province: string, freight: Offer | null) => Quote;

/**
 * Prices a flash sale by the one calculation in `shared`. Nothing but quantity, province and whose
 * freight is free makes a difference, so each price is worked out once a batch. Units are counted
 * apart, one after another, and the person's limit too.
 */
@Injectable()
export class FlashPrices {
  constructor(
    private readonly skus: SkuFacts,
    private readonly settings: Settings,
  ) {}

  /** @throws Refusal SKU_NOT_FOUND */
  async of(tx: Tx, { skuId, offer }: FlashSaleNow): Promise<QuoteFor> {
    const facts = (await this.skus.find(tx, [skuId])).get(skuId);
    if (!facts) throw new Refusal('SKU_NOT_FOUND', { skuId });
    const { freight: freightRule } = await this.settings.current(tx);
    const sku = { ...facts, stock: Number.MAX_SAFE_INTEGER };
    const known = new Map<string, Quote>();
    return (quantity, province, freight) => {
      const name = `${quantity} ${freight?.id ?? ''} ${province}`;
      const offers = freight ? [offer, freight] : [offer];
      const found =
        known.get(name) ?? quote({ lines: [{ sku, quantity }], freightRule, province, offers });
      known.set(name, found);
      return found;
    };
  }
}
