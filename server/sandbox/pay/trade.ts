import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { PayError } from '../errors.js';
import type { World } from '../world.js';
import { payBody, utf8 } from './body.js';
import { tradeState, transactionView, type Payment } from './payment.js';

const BY_NUMBER = '/v3/pay/transactions/out-trade-no/:number';
const BY_TRANSACTION = '/v3/pay/transactions/id/:number';

interface Asked {
  readonly Params: { readonly number: string };
  readonly Querystring: { readonly mchid?: string };
}

const closeBody = z.object({ mchid: utf8(1, 32) });

/** Query by either number. */
export function queryRoutes(app: FastifyInstance, world: World): void {
  const { payments } = world.tables;
  app.get<Asked>(BY_NUMBER, (request) => {
    requireOwnMchId(world, request.query.mchid);
    return transactionView(world, existing(payments.get(request.params.number)));
  });
  app.get<Asked>(BY_TRANSACTION, (request) => {
    requireOwnMchId(world, request.query.mchid);
    return transactionView(world, existing(payments.getBy(request.params.number)));
  });
}

/** Close: 204, also the second time; ORDERPAID when the shopper was quicker. */
export function closeRoute(app: FastifyInstance, world: World): void {
  app.post<Asked>(`${BY_NUMBER}/close`, (request, reply) => {
    requireOwnMchId(world, payBody(closeBody, request.body).mchid);
    const payment = existing(world.tables.payments.get(request.params.number));
    const nowMs = world.clock.nowMs();
    const state = tradeState(payment, nowMs);
    if (state === 'SUCCESS' || state === 'REFUND') throw new PayError('ORDERPAID', '该订单已支付');
    if (state === 'USERPAYING') {
      throw new PayError('USERPAYING', '用户支付中，需要输入密码');
    }
    if (payment.closedAtMs === null) {
      world.tables.payments.put(payment.outTradeNo, { ...payment, closedAtMs: nowMs });
    }
    return reply.code(204).send();
  });
}

function requireOwnMchId(world: World, mchId: string | undefined): void {
  if (mchId === undefined) {
    throw new PayError('PARAM_ERROR', '输入源“/query/mchid”不能为空', {
      field: 'mchid',
      issue: 'mchid is required',
      location: 'query',
    });
  }
  if (mchId !== world.credentials.mchId) throw new PayError('MCH_NOT_EXISTS', '商户号不存在');
}

function existing(payment: Payment | undefined): Payment {
  if (payment === undefined) throw new PayError('ORDER_NOT_EXIST', '订单不存在');
  return payment;
}
