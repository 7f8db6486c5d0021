import type { Migration } from './migration.js';
import { platform } from './0001-platform.js';
import { identity } from './0002-identity.js';
import { admin } from './0003-admin.js';
import { catalog } from './0004-catalog.js';
import { orders } from './0005-orders.js';
import { afterOrder } from './0006-after-order.js';
import { queuedAgain } from './0007-queued-again.js';
import { soldPrices } from './0008-sold-prices.js';
import { retention } from './0009-retention.js';
import { quantityLimits } from './0010-quantity-limits.js';
import { campaigns } from './0011-campaigns.js';
import { auditOfCommands } from './0012-audit-of-commands.js';
import { coupons } from './0013-coupons.js';
import { flashSale } from './0014-flash-sale.js';
import { groupBuy } from './0015-group-buy.js';
import { newcomer } from './0017-newcomer.js';
import { gifts } from './0018-gifts.js';
import { campaignReports } from './0019-campaign-reports.js';
import { ledger } from './0022-ledger.js';
import { wallet } from './0023-wallet.js';
import { membership } from './0024-membership.js';
import { benefits } from './0025-benefits.js';
import { tenders } from './0026-tenders.js';
import { points } from './0027-points.js';
import { paidPlans } from './0028-paid-plans.js';
import { privacy } from './0029-privacy.js';
import { planGifts } from './0030-plan-gifts.js';
import { benefitsComplete } from './0031-benefits-complete.js';
import { referrals } from './0032-referrals.js';
import { linksAndTransfers } from './0033-links-and-transfers.js';
import { promoters } from './0034-promoters.js';
import { channels } from './0035-channels.js';
import { referralFlags } from './0036-referral-flags.js';
import { referralRewards } from './0037-referral-rewards.js';
import { sentWithdrawals } from './0038-sent-withdrawals.js';
import { referralMoments } from './0041-referral-moments.js';
import { outsideOrders } from './0042-outside-orders.js';
import { prediction } from './0043-prediction.js';
import { returnFreightBenefit } from './0044-return-freight-benefit.js';
import { trackedEvents } from './0045-tracked-events.js';
import { codesAndPreviews } from './0046-codes-and-previews.js';
import { eventPacks } from './0047-event-packs.js';
import { people } from './0049-people.js';
import { segments } from './0050-segments.js';
import { reconciliation } from './0051-reconciliation.js';

/**
 * In the order they run. A new one is added at the end; a landed one never changes. The numbers
 * 0016, 0039 and 0040 were not used.
 */
export const migrations: readonly Migration[] = [
  platform,
  identity,
  admin,
  catalog,
  orders,
  afterOrder,
  queuedAgain,
  soldPrices,
  retention,
  quantityLimits,
  campaigns,
  auditOfCommands,
  coupons,
  flashSale,
  groupBuy,
  newcomer,
  gifts,
  campaignReports,
  ledger,
  wallet,
  membership,
  benefits,
  tenders,
  points,
  paidPlans,
  privacy,
  planGifts,
  benefitsComplete,
  referrals,
  linksAndTransfers,
  promoters,
  channels,
  referralFlags,
  referralRewards,
  sentWithdrawals,
  referralMoments,
  outsideOrders,
  prediction,
  returnFreightBenefit,
  trackedEvents,
  codesAndPreviews,
  eventPacks,
  people,
  segments,
  reconciliation,
];
