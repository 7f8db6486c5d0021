import { fen, type AdjustedWallet, type VersionedWalletSettings } from '@siyu/shared';
import { anOperator } from '../operator.js';
import { offeredPlan, aPlan, rechargeBy, recharged } from '../recharge.js';
import { aShopper } from '../shopper.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** Stored value, and what two people decide. */
export function walletWrites({ shop, operator, buyer }: World): OperatorWrites {
  const adjustments = `/ops/wallets/${buyer.id}/adjustments`;
  const adjustment = { principalFen: 100, bonusFen: 0, reason: '补偿' };
  /** The id of a change that another operator asked for. */
  const asked = async () => {
    const other = await anOperator(shop);
    const large = { ...adjustment, principalFen: 20_000 };
    return (await other.post<AdjustedWallet>(adjustments, large)).approvalId;
  };
  return {
    'PUT /ops/wallet/settings': changes(async () => {
      const path = '/ops/wallet/settings';
      const { settings, version } = await operator.get<VersionedWalletSettings>(path);
      return () => operator.put(path, { version, settings: { ...settings, hiddenOn: [] } });
    }),
    'POST /ops/wallet/plans': adds(async () => () => operator.post('/ops/wallet/plans', aPlan())),
    'PUT /ops/wallet/plans/:id': changes(async () => {
      const { id, version } = await offeredPlan(operator);
      const plan = aPlan({ bonusFen: fen(1) });
      return () => operator.put(`/ops/wallet/plans/${id}`, { version, plan });
    }),
    'POST /ops/recharges/:id/refund': adds(async () => {
      const plan = await offeredPlan(operator);
      const { id } = await recharged(shop, await aShopper(shop), rechargeBy(plan));
      const why = { cause: 'shop', reason: '门店停业', offlineReference: null };
      const body = { ...why, shownAmountFen: 300_000 };
      return () => operator.post(`/ops/recharges/${id}/refund`, body);
    }),
    'POST /ops/wallets/:shopperId/adjustments': adds(
      async () => () => operator.post(adjustments, adjustment),
    ),
    'POST /ops/approvals/:id/approval': changes(async () => {
      const id = await asked();
      return () => operator.post(`/ops/approvals/${id}/approval`);
    }),
    'POST /ops/approvals/:id/rejection': changes(async () => {
      const id = await asked();
      return () => operator.post(`/ops/approvals/${id}/rejection`);
    }),
  };
}
