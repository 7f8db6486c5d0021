import { fen, sumFen, timesFen, type Fen } from '../money.js';
import type { RefusalCode } from '../refusal.js';
import { quoteFreight, type FreightQuote, type FreightRule } from './freight.js';

/** What is known of a SKU someone wants: facts come in, nothing is looked up. */
export interface QuotedSku {
  skuId: string;
  productId: string;
  title: string;
  optionText: string;
  pictureUrl: string | null;
  unitPriceFen: Fen;
  /** Units that can still be sold. */
  stock: number;
  /** False when the product or SKU is no longer offered. */
  onSale: boolean;
  /** Seven-day no-reason return offered. */
  returnable: boolean;
  /** Units of the product one order may hold, all its SKUs together; null without a limit. */
  perOrderMax: number | null;
}

export interface QuoteInput {
  lines: readonly { sku: QuotedSku; quantity: number }[];
  freightRule: FreightRule;
  /** Province of the address, or null before one is chosen. */
  province: string | null;
}

export interface QuoteLine extends Omit<QuotedSku, 'stock' | 'onSale'> {
  quantity: number;
  amountFen: Fen;
  discountFen: Fen;
  payableFen: Fen;
  /** Why this line cannot be bought, or null. */
  refusal: RefusalCode | null;
}

export interface Quote {
  lines: QuoteLine[];
  goodsFen: Fen;
  discountFen: Fen;
  discounts: { kind: string; name: string; amountFen: Fen }[];
  freight: FreightQuote;
  totalFen: Fen;
  /** Why the whole cannot be ordered now, or null. */
  refusal: RefusalCode | null;
}

/**
 * The one price calculation. The mini-program shows it and the server charges by it, so both call
 * this. Lines that cannot be bought are priced and carry their reason; the whole is refused then.
 */
export function quote(input: QuoteInput): Quote {
  const lines = input.lines.map(({ sku, quantity }) =>
    quoteLine(sku, quantity, unitsOf(sku.productId, input.lines)),
  );
  const goodsFen = sumFen(lines.map((line) => line.amountFen));
  const discountFen = sumFen(lines.map((line) => line.discountFen));
  const freight = quoteFreight(input.freightRule, fen(goodsFen - discountFen), input.province);
  return {
    lines,
    goodsFen,
    discountFen,
    discounts: [],
    freight,
    totalFen: fen(goodsFen - discountFen + freight.feeFen),
    refusal: refusalOfWhole(lines, freight),
  };
}

/** Units of a product in one purchase, whatever the SKU. */
function unitsOf(productId: string, lines: QuoteInput['lines']): number {
  const ofProduct = lines.filter(({ sku }) => sku.productId === productId);
  return ofProduct.reduce((sum, { quantity }) => sum + quantity, 0);
}

function quoteLine(sku: QuotedSku, quantity: number, productUnits: number): QuoteLine {
  const { stock: _stock, onSale: _onSale, ...shown } = sku;
  const amountFen = timesFen(sku.unitPriceFen, quantity);
  return {
    ...shown,
    quantity,
    amountFen,
    discountFen: fen(0),
    payableFen: amountFen,
    refusal: refusalToSell(sku, quantity, productUnits),
  };
}

/**
 * Why `quantity` of this SKU cannot be sold now, or null. Phone and server ask the same.
 * `productUnits` are all units of its product in the order, these included.
 */
export function refusalToSell(
  sku: Pick<QuotedSku, 'onSale' | 'stock' | 'perOrderMax'>,
  quantity: number,
  productUnits: number,
): RefusalCode | null {
  if (!sku.onSale) return 'SKU_GONE';
  if (quantity > sku.stock) return 'STOCK_INSUFFICIENT';
  return productUnits > (sku.perOrderMax ?? Infinity) ? 'QUANTITY_LIMIT' : null;
}

function refusalOfWhole(lines: readonly QuoteLine[], freight: FreightQuote): RefusalCode | null {
  if (lines.length === 0) return 'NOTHING_TO_BUY';
  const refused = lines.find((line) => line.refusal !== null);
  if (refused) return refused.refusal;
  return freight.reason === 'not-delivered' ? 'REGION_NOT_DELIVERED' : null;
}
