import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientBody } from './client/body.js';
import type { World } from './world.js';

const historyBody = z.object({
  payments: z
    .array(
      z.object({
        outTradeNo: z.string(),
        transactionId: z.string(),
        openid: z.string(),
        totalFen: z.int(),
        paidAtMs: z.int(),
      }),
    )
    .default([]),
  refunds: z
    .array(
      z.object({
        ...{ outRefundNo: z.string(), outTradeNo: z.string(), refundId: z.string() },
        ...{ refundFen: z.int(), createdAtMs: z.int(), settlesAtMs: z.int() },
        outcome: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED']).default('SUCCESS'),
      }),
    )
    .default([]),
});

/** Trades of some time ago, as if they had gone through WeChat: nobody is told of them. */
export function historyRoute(app: FastifyInstance, { tables }: World): void {
  app.post('/sandbox/history', (request) => {
    const { payments, refunds } = clientBody(historyBody, request.body);
    for (const payment of payments) {
      tables.payments.put(payment.outTradeNo, {
        ...{ ...payment, terms: '', description: '往日订单', notifyUrl: '' },
        ...{ createdAtMs: payment.paidAtMs, expiresAtMs: null, closedAtMs: null },
        ...{ payingUntilMs: null, refundedFen: 0, refundCount: 0, refundedAtMs: null },
      });
    }
    for (const refund of refunds) tables.refunds.put(refund.outRefundNo, refund);
    return { payments: payments.length, refunds: refunds.length };
  });
}
