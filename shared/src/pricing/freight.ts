import { fen, type Fen } from '../money.js';

/** The shop's freight rule: one flat fee, free from an amount of goods on, some regions left out. */
export interface FreightRule {
  flatFen: Fen;
  /** Goods after discounts from which freight is free; null when it never is. */
  freeAboveFen: Fen | null;
  /** Provinces not delivered to, by the name addresses carry. */
  notDelivered: readonly string[];
}

export interface FreightQuote {
  /** Null where nothing is sent to: it has no price. */
  feeFen: Fen | null;
  reason: 'flat' | 'free-above' | 'freed-by-offer' | 'no-address' | 'not-delivered';
  /** What is missing to free freight; null when it is free or never is. */
  missingFen: Fen | null;
}

/** Freight for goods worth `goodsFen` after discounts; `province` is null before one is chosen. */
export function quoteFreight(
  rule: FreightRule,
  goodsFen: Fen,
  province: string | null,
): FreightQuote {
  if (province !== null && isLeftOut(rule, province)) {
    return { feeFen: null, reason: 'not-delivered', missingFen: null };
  }
  if (rule.freeAboveFen !== null && goodsFen >= rule.freeAboveFen) {
    return { feeFen: fen(0), reason: 'free-above', missingFen: null };
  }
  const missingFen = rule.freeAboveFen === null ? null : fen(rule.freeAboveFen - goodsFen);
  return { feeFen: rule.flatFen, reason: province === null ? 'no-address' : 'flat', missingFen };
}

/** Addresses say 新疆维吾尔自治区 or 新疆; a rule may say either. */
function isLeftOut(rule: FreightRule, province: string): boolean {
  return rule.notDelivered.some((name) => province.startsWith(name) || name.startsWith(province));
}
