import type { EntityManager } from 'typeorm';
import { rows } from '../platform/transaction.js';
import { activationChecks } from './activation.checks.js';
import { afterSaleChecks } from './after-sale.checks.js';
import { channelChecks } from './channel.checks.js';
import type { BrokenRow, Check } from './check.js';
import { couponChecks } from './coupon.checks.js';
import { flashSaleChecks } from './flash-sale.checks.js';
import { giftChecks } from './gift.checks.js';
import { groupBuyChecks } from './group-buy.checks.js';
import { ledgerChecks } from './ledger.checks.js';
import { membershipChecks } from './membership.checks.js';
import { moneyChecks } from './money.checks.js';
import { newcomerChecks } from './newcomer.checks.js';
import { paidPlanChecks } from './paid-plan.checks.js';
import { peopleChecks } from './people.checks.js';
import { planGiftChecks } from './plan-gift.checks.js';
import { pointsChecks } from './points.checks.js';
import { privacyChecks } from './privacy.checks.js';
import { promoterChecks } from './promoter.checks.js';
import { promotionChecks } from './promotion.checks.js';
import { rechargeChecks } from './recharge.checks.js';
import { reconciliationChecks } from './reconciliation.checks.js';
import { referralChecks } from './referral.checks.js';
import { segmentChecks } from './segment.checks.js';
import { shippingChecks } from './shipping.checks.js';
import { stateChecks } from './state.checks.js';
import { stockChecks } from './stock.checks.js';
import { tenderChecks } from './tender.checks.js';
import { transferChecks } from './transfer.checks.js';
import { walletChecks } from './wallet.checks.js';

/** Everything that must hold of a live database. A feature adds its own list here. */
export const CHECKS: readonly Check[] = [
  ...stockChecks,
  ...moneyChecks,
  ...tenderChecks,
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
  ...pointsChecks,
  ...membershipChecks,
  ...rechargeChecks,
  ...privacyChecks,
  ...paidPlanChecks,
  ...referralChecks,
  ...planGiftChecks,
  ...activationChecks,
  ...transferChecks,
  ...promoterChecks,
  ...channelChecks,
  ...reconciliationChecks,
  ...peopleChecks,
  ...segmentChecks,
  ...stateChecks,
];

export interface Violation {
  check: string;
  row: BrokenRow;
}

/** Reads the database and returns each violation with its ids; none when the books balance. */
export async function audit(db: Pick<EntityManager, 'query'>, now: Date): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const check of CHECKS) {
    const found =
      'find' in check
        ? await check.find(db, now)
        : await rows<BrokenRow>(db, check.sql, check.parameters?.(now) ?? []);
    violations.push(...found.map((row) => ({ check: check.name, row })));
  }
  return violations;
}
