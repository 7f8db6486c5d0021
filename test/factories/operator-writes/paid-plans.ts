import { fen } from '../../../shared/src/money.js';
import { activationCodes, aPaidPlan, onSale, planBought } from '../paid-plan.js';
import { aShopper } from '../shopper.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** Paid plans, and what is done for those who bought them. */
export function paidPlanWrites({ shop, operator }: World): OperatorWrites {
  return {
    'POST /ops/paid-plans': adds(async () => () => onSale(operator)),
    'PUT /ops/paid-plans/:id': changes(async () => {
      const { id, version } = await onSale(operator);
      const plan = aPaidPlan({ priceFen: fen(2_900) });
      return () => operator.put(`/ops/paid-plans/${id}`, { version, plan });
    }),
    'POST /ops/activation-batches': adds(async () => {
      const { id: planId } = await onSale(operator);
      const batch = { planId, codes: 1, validUntil: '2027-01-01T00:00:00.000Z', note: '' };
      return () => operator.post('/ops/activation-batches', batch);
    }),
    'POST /ops/activation-batches/:id/revocation': changes(async () => {
      const { batch } = await activationCodes(shop, operator, await onSale(operator));
      return () => operator.post(`/ops/activation-batches/${batch.id}/revocation`);
    }),
    'POST /ops/plan-purchases/:id/refund': adds(async () => {
      const { id } = await planBought(shop, await aShopper(shop), await onSale(operator));
      const why = { cause: 'shop', reason: '门店停业', offlineReference: null };
      const body = { ...why, shownAmountFen: 3_000 };
      return () => operator.post(`/ops/plan-purchases/${id}/refund`, body);
    }),
  };
}
