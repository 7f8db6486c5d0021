import { assert } from '../assert.js';
import { fen, timesFen, type Fen } from '../money.js';
import type { GiftRule, GiftTerms } from '../promotions/gift.js';
import type { RefusalCode } from '../refusal.js';
import type { Worked, WorkedLine } from './apply-offers.js';
import { giftSkuOf, type QuoteInput } from './quote-input.js';
import { refusalToSell, type QuotedSku } from './quoted-sku.js';

export interface QuoteLine extends Omit<QuotedSku, 'stock' | 'onSale'> {
  quantity: number;
  amountFen: Fen;
  discountFen: Fen;
  payableFen: Fen;
  /** What each offer took off this line. */
  discounts: { offerId: string; amountFen: Fen }[];
  /** The offer that gives it; null for what is bought. */
  giftOf: string | null;
  /** What it is given for; null for what is bought. */
  giftTerms: GiftTerms | null;
  /** Why this line cannot be bought, or null. */
  refusal: RefusalCode | null;
}

/** A line that is bought, with what offers took off it. */
export function boughtLine(
  input: QuoteInput,
  { sku, quantity }: { sku: QuotedSku; quantity: number },
  worked: WorkedLine | undefined,
): QuoteLine {
  assert(worked?.skuId === sku.skuId, 'a line lost its place');
  const { stock: _stock, onSale: _onSale, ...shown } = sku;
  const amountFen = timesFen(sku.unitPriceFen, quantity);
  return {
    ...shown,
    quantity,
    amountFen,
    discountFen: fen(amountFen - worked.dueFen),
    payableFen: worked.dueFen,
    discounts: worked.discounts.map(({ offer, amountFen: offFen }) => ({
      offerId: offer.id,
      amountFen: offFen,
    })),
    giftOf: null,
    giftTerms: null,
    refusal:
      input.reserved?.[sku.skuId] ??
      refusalToSell(sku, quantity, unitsOf(sku.productId, input.lines)),
  };
}

/** A gift is goods at no price: it is held, sent and, where the rule says so, sent back. */
export function giftLine(
  input: QuoteInput,
  { skuId, quantity, offer, earnedBy }: Worked['gifts'][number],
): QuoteLine {
  const sku = giftSkuOf(input, skuId);
  assert(sku !== undefined, 'a gift nobody knows');
  const { stock: _stock, onSale: _onSale, ...shown } = sku;
  return {
    ...shown,
    unitPriceFen: fen(0),
    quantity,
    amountFen: fen(0),
    discountFen: fen(0),
    payableFen: fen(0),
    discounts: [],
    giftOf: offer.id,
    giftTerms: {
      rule: offer.rule as GiftRule,
      earnedBy: earnedBy.map((line) => ({
        skuId: line.skuId,
        quantity: line.quantity,
        dueFen: line.dueFen,
      })),
      unitWorthFen: sku.unitPriceFen,
    },
    refusal: null,
  };
}

/** Units of a product in one purchase, whatever the SKU. */
function unitsOf(productId: string, lines: QuoteInput['lines']): number {
  const ofProduct = lines.filter(({ sku }) => sku.productId === productId);
  return ofProduct.reduce((sum, { quantity }) => sum + quantity, 0);
}
