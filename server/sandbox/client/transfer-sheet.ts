import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { SandboxError } from '../errors.js';
import { transferState, type Transfer } from '../pay/transfer.js';
import { endTransfer } from '../pay/transfers.js';
import type { World } from '../world.js';
import { clientBody } from './body.js';

const MERCHANT_NAME = '私域演示商户（沙盒）';

const confirmBody = z.object({
  mchId: z.string(),
  appId: z.string(),
  package: z.string(),
  answer: z.enum(['confirm', 'cancel']).default('confirm'),
});

/** `wx.requestMerchantTransfer`: what the sheet shows, and what its person does with it. */
export function transferSheetRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Querystring: { package?: string } }>('/sandbox/transfer-sheet', ({ query }) => {
    const transfer = transferOf(world, query.package ?? '');
    const { amountFen, remark } = transfer;
    const state = transferState(transfer, world.clock.nowMs());
    return { merchantName: MERCHANT_NAME, remark, amountFen, state };
  });
  app.post('/sandbox/confirm-transfer', (request) => {
    const body = clientBody(confirmBody, request.body);
    const { appId, mchId } = world.credentials;
    const isOurs = body.appId === appId && body.mchId === mchId;
    if (!isOurs) return { errMsg: 'requestMerchantTransfer:fail 参数错误' };
    const transfer = transferOf(world, body.package);
    const nowMs = world.clock.nowMs();
    if (transferState(transfer, nowMs) !== 'WAIT_USER_CONFIRM') {
      return { errMsg: 'requestMerchantTransfer:fail 单据已失效' };
    }
    if (body.answer === 'cancel') return { errMsg: 'requestMerchantTransfer:fail cancel' };
    const isFailing = world.board.now.transferOutcome === 'FAIL';
    endTransfer(world, transfer, isFailing ? 'FAIL' : 'SUCCESS', nowMs);
    return { errMsg: 'requestMerchantTransfer:ok' };
  });
}

function transferOf(world: World, packageInfo: string): Transfer {
  const transfer = world.tables.transfers.getBy(packageInfo);
  if (transfer === undefined) throw new SandboxError('no such transfer');
  return transfer;
}
