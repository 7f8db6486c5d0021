import type { EntityManager } from 'typeorm';
import { rows } from '../platform/transaction.js';
import { afterSaleChecks } from './after-sale.checks.js';
import type { Check } from './check.js';
import { couponChecks } from './coupon.checks.js';
import { flashSaleChecks } from './flash-sale.checks.js';
import { giftChecks } from './gift.checks.js';
import { groupBuyChecks } from './group-buy.checks.js';
import { ledgerChecks } from './ledger.checks.js';
import { moneyChecks } from './money.checks.js';
import { newcomerChecks } from './newcomer.checks.js';
import { promotionChecks } from './promotion.checks.js';
import { rechargeChecks } from './recharge.checks.js';
import { shippingChecks } from './shipping.checks.js';
import { stateChecks } from './state.checks.js';
import { stockChecks } from './stock.checks.js';
import { walletChecks } from './wallet.checks.js';

/** Everything that must hold of a live database. A feature adds its own list here. */
export const CHECKS: readonly Check[] = [
  ...stockChecks,
  ...moneyChecks,
  ...promotionChecks,
  ...newcomerChecks,
  ...giftChecks,
  ...groupBuyChecks,
  ...couponChecks,
  ...flashSaleChecks,
  ...shippingChecks,
  ...afterSaleChecks,
  ...ledgerChecks,
  ...walletChecks,
  ...rechargeChecks,
  ...stateChecks,
];

export interface Violation {
  check: string;
  row: Record<string, unknown>;
}

/** Reads the database and returns each violation with its ids; none when the books balance. */
export async function audit(db: Pick<EntityManager, 'query'>, now: Date): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const check of CHECKS) {
    const parameters = check.parameters?.(now) ?? [];
    const found = await rows<Record<string, unknown>>(db, check.sql, parameters);
    violations.push(...found.map((row) => ({ check: check.name, row })));
  }
  return violations;
}
