import { beijingDay, daysAfter } from '@siyu/shared';
import { aSkuFor } from '../fulfilment.js';
import { paid, paymentIdOf } from '../purchase.js';
import { differencesOf, reconciled } from '../reconciliation.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

const DIFFERENCES = '/ops/reconciliation/differences';
const settlement = { resolution: 'explained', note: '已与微信客服核实' };

/** Days of bills, and what is found out about their differences. */
export function reconciliationWrites(world: World): OperatorWrites {
  const { operator, shop } = world;
  return {
    'POST /ops/reconciliation/days/:day': adds(async () => {
      const day = beijingDay(daysAfter(shop.clock.now(), -3));
      return () => operator.post(`/ops/reconciliation/days/${day}`);
    }),
    'POST /ops/reconciliation/differences/:id/settlement': changes(async () => {
      const id = await aDifference(world, 1);
      return () => operator.post(`${DIFFERENCES}/${id}/settlement`, settlement);
    }),
    'POST /ops/reconciliation/differences/:id/reopening': changes(async () => {
      const id = await aDifference(world, 2);
      await operator.post(`${DIFFERENCES}/${id}/settlement`, settlement);
      return () => operator.post(`${DIFFERENCES}/${id}/reopening`, { note: '看错了' });
    }),
  };
}

/** An order is paid; the books are told that it was some days ago, where no bill has it. */
async function aDifference({ shop, buyer, operator }: World, daysAgo: number): Promise<string> {
  const { id } = await paid(shop, buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
  const paymentId = await paymentIdOf(shop, id);
  const then = daysAfter(shop.clock.now(), -daysAgo);
  await shop.db.query('UPDATE payment SET succeeded_at = ? WHERE id = ?', [then, paymentId]);
  await reconciled(shop, operator, beijingDay(then));
  const found = await differencesOf(operator, '&state=open');
  return found.find(({ number }) => number === paymentId)!.id;
}
