import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { World } from '../world.js';
import { orderState, SHIPPED, shippablePayment } from '../wxa/shipment.js';
import { clientBody } from './body.js';

/** The `extraData` of `wx.openBusinessView({ businessType: 'weappOrderConfirm' })`. */
const receiptBody = z.object({
  merchant_id: z.string().optional(),
  merchant_trade_no: z.string().optional(),
  transaction_id: z.string().optional(),
});

/** WeChat's own confirmation component: the shopper says the goods have come. */
export function receiptRoute(app: FastifyInstance, world: World): void {
  app.post('/sandbox/confirm-receive', (request) => {
    const { transaction_id, merchant_trade_no } = clientBody(receiptBody, request.body);
    const payment = shippablePayment(world, transaction_id, merchant_trade_no);
    const shipment = payment && world.tables.shipments.get(payment.outTradeNo);
    if (!payment || !shipment || orderState(payment, shipment) !== SHIPPED) {
      return { errMsg: 'openBusinessView:ok', extraData: { status: 'fail' } };
    }
    const confirmedAtMs = world.clock.nowMs();
    world.tables.shipments.put(payment.outTradeNo, { ...shipment, confirmedAtMs });
    return { errMsg: 'openBusinessView:ok', extraData: { status: 'success' } };
  });
}
