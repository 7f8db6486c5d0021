import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PayError } from '../errors.js';
import type { World } from '../world.js';
import { billAge, billDay, type BillDay } from './bill-day.js';
import { fundFlowBillOf } from './fund-flow-bill.js';
import { tradeBillOf } from './trade-bill.js';

const HOST = 'https://api.mch.weixin.qq.com';
const FILE = '/v3/billdownload/file';
const billType = z.enum(['ALL', 'SUCCESS', 'REFUND']).default('ALL');
const accountType = z.enum(['BASIC']).default('BASIC');

/** Files are not signed: the digest in the signed answer vouches for them. */
export function isBillFile(url: string): boolean {
  return url.startsWith(FILE);
}

interface Asked {
  readonly Querystring: Readonly<Record<string, string | undefined>>;
}

/** Where both bills are, with their digest; and the files. */
export function billRoutes(app: FastifyInstance, world: World): void {
  app.get<Asked>('/v3/bill/tradebill', ({ query }) => {
    const day = madeDay(world, query['bill_date']);
    const type = asked(billType, 'bill_type', query['bill_type']);
    return pointer(tradeBillOf(world, day, type), `trade.${type}.${day.name}`);
  });
  app.get<Asked>('/v3/bill/fundflowbill', ({ query }) => {
    const day = madeDay(world, query['bill_date']);
    const type = asked(accountType, 'account_type', query['account_type']);
    return pointer(fundFlowBillOf(world, day), `funds.${type}.${day.name}`);
  });
  app.get<Asked>(FILE, ({ query }, reply: FastifyReply) => {
    const [kind, type, name] = (query['token'] ?? '').split('.');
    const day = madeDay(world, name);
    const bill =
      kind === 'trade'
        ? tradeBillOf(world, day, asked(billType, 'token', type))
        : fundFlowBillOf(world, day);
    if (bill === null) throw new PayError('NO_STATEMENT_EXIST', '账单文件不存在');
    return reply.type('text/plain; charset=utf-8').send(bill);
  });
}

function madeDay(world: World, name: string | undefined): BillDay {
  const day = billDay(name);
  if (day === null) throw wrong('bill_date', '格式为yyyy-MM-DD');
  const age = billAge(day, world.clock.nowMs());
  if (age === 'making') throw new PayError('STATEMENT_CREATING', '账单生成中，请稍后再试');
  if (age !== 'kept') throw new PayError('NO_STATEMENT_EXIST', '账单文件不存在');
  return day;
}

function pointer(bill: string | null, token: string) {
  if (bill === null) throw new PayError('NO_STATEMENT_EXIST', '账单文件不存在');
  return {
    hash_type: 'SHA1',
    hash_value: createHash('sha1').update(bill).digest('hex'),
    download_url: `${HOST}${FILE}?token=${token}`,
  };
}

function asked<T>(schema: z.ZodType<T>, name: string, value: string | undefined): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw wrong(name, '不是可选的值');
  return parsed.data;
}

function wrong(field: string, issue: string): PayError {
  const text = `输入源“/query/${field}”${issue}`;
  return new PayError('PARAM_ERROR', text, { field, issue, location: 'query' });
}
