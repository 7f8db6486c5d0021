import { fen } from '@siyu/shared';
import { refundedUnits } from '../../factories/after-sale.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import type { TestOperator } from '../../factories/operator.js';
import type { TestShop } from '../../factories/shop.js';
import { aSaver, paidWith } from '../../factories/tenders.js';

/** For each thing that must hold of what orders are paid by, one way to break it. */
export const TENDER_BREAKS: Readonly<Record<string, string>> = {
  'what an order is paid by balance is what is held for it':
    'UPDATE orders SET balance_fen = balance_fen - 1 WHERE balance_fen > 0',
  'what an order is paid by points is what is held for it':
    'UPDATE orders SET points_fen = points_fen - 1 WHERE points_fen > 0',
  'an order’s balance is held until it is paid, kept then, and released when it closes unpaid':
    "UPDATE wallet_hold SET state = 'released' WHERE state = 'captured'",
  'an order’s points is held until it is paid, kept then, and released when it closes unpaid':
    "UPDATE point_hold SET state = 'released' WHERE state = 'captured'",
  'an order gives back no more balance than it was paid by':
    'UPDATE order_refund_tender SET balance_fen = balance_fen + 1000000',
  'an order gives back no more points than it was paid by':
    'UPDATE order_refund_tender SET points_fen = points_fen + 1000000',
};

/** An order paid by points, balance and WeChat, a unit of it refunded. */
export async function anOrderOfEveryTender(shop: TestShop, operator: TestOperator): Promise<void> {
  const skuId = await aSkuFor(shop, { priceFen: fen(10_000) });
  const paying = { pointsFen: 1_000, balanceFen: 3_000 };
  const order = await paidWith(shop, await aSaver(shop), [{ skuId, quantity: 2 }], paying);
  const [line] = order.lines;
  if (line) await refundedUnits(shop, operator, order, [{ lineId: line.id, quantity: 1 }]);
}
