import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { clientBody } from './client/body.js';
import { tradeState } from './pay/payment.js';
import type { Refund } from './pay/refund.js';
import { transferState } from './pay/transfer.js';
import { historyRoute } from './history.js';
import { jsonObject } from './json.js';
import { SandboxError } from './errors.js';
import { keyRoutes } from './keys/routes.js';
import type { World } from './world.js';

const ROWS_MAX = 1000;

const flushBody = z.object({
  all: z.boolean().default(false),
  out_trade_no: z.string().optional(),
});

interface Filtered {
  readonly Querystring: { readonly out_trade_no?: string; readonly openid?: string };
}

/** For tests and demos: the switches, and a look at what happened. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  switchRoutes(app, world);
  lookRoutes(app, world);
  historyRoute(app, world);
  keyRoutes(app, world);
  app.post('/sandbox/callbacks/flush', async (request) => {
    const { all, out_trade_no } = clientBody(flushBody, request.body || '{}');
    return { delivered: await world.notifier.flush(all, out_trade_no) };
  });
}

function switchRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/switches', () => world.board.now);
  app.delete('/sandbox/switches', () => world.board.reset());
  app.put('/sandbox/switches', (request) => {
    const change = jsonObject(request.body);
    if (change === null) throw new SandboxError('the body must be a JSON object of switches');
    const switches = world.board.set(change);
    if (!switches.notifyOutOfOrder) void world.notifier.release();
    return switches;
  });
}

function lookRoutes(app: FastifyInstance, world: World): void {
  const { payments, refunds, callbacks, messages } = world.tables;
  app.get<Filtered>('/sandbox/payments', ({ query }) => {
    const nowMs = world.clock.nowMs();
    const refundsByTrade = grouped(refunds.values());
    return newest(payments.values(), query.out_trade_no).map((payment) => ({
      ...payment,
      state: tradeState(payment, nowMs),
      refunds: refundsByTrade.get(payment.outTradeNo) ?? [],
    }));
  });
  app.get<Filtered>('/sandbox/callbacks', ({ query }) => {
    return newest(callbacks.values(), query.out_trade_no);
  });
  app.get('/sandbox/transfers', () => {
    const nowMs = world.clock.nowMs();
    const made = world.tables.transfers.values().slice(-ROWS_MAX).reverse();
    return made.map((transfer) => ({ ...transfer, state: transferState(transfer, nowMs) }));
  });
  app.get('/sandbox/links', () => world.tables.links.values().slice(-ROWS_MAX).reverse());
  app.get<Filtered>('/sandbox/messages', ({ query }) => {
    const sent = messages.values().filter(({ openid }) => openid === (query.openid ?? openid));
    return sent.slice(-ROWS_MAX).reverse();
  });
}

function newest<T extends { outTradeNo: string }>(rows: readonly T[], number?: string): T[] {
  const wanted = number === undefined ? rows : rows.filter((row) => row.outTradeNo === number);
  return wanted.slice(-ROWS_MAX).reverse();
}

function grouped(refunds: readonly Refund[]): Map<string, Refund[]> {
  const groups = new Map<string, Refund[]>();
  for (const refund of refunds) {
    const group = groups.get(refund.outTradeNo);
    if (group === undefined) groups.set(refund.outTradeNo, [refund]);
    else group.push(refund);
  }
  return groups;
}
