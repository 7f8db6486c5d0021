import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { flashOrderSchema, idSchema } from '@siyu/shared';
import {
  AccessGuard,
  CurrentShopper,
  OperatorAccess,
  ShopperAccess,
  type ShopperSession,
} from '../../../server/src/platform/access.js';
import { Answers } from '../../../server/src/platform/answers.js';
import { Callers } from '../../../server/src/platform/callers.js';
import { Direct, DirectRoutes } from '../../../server/src/platform/direct-routes.js';
import { IdempotencyKey } from '../../../server/src/platform/idempotency.js';
import { Refusal } from '../../../server/src/platform/refusal.js';
import { RefusalFilter } from '../../../server/src/platform/refusal.filter.js';
import { RouteContracts } from '../../../server/src/platform/route-contracts.js';
import { validationPipe } from '../../../server/src/platform/validation.pipe.js';
import { z } from 'zod';

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const TOKEN = 'a-token-of-somebody';
const ANSWER = z.object({ said: z.unknown() });

/** Says what it was given; refuses or fails when it is asked to. */
function said(shopper: ShopperSession, key: string, id: string, request: { remark: string }) {
  if (request.remark === 'refuse') throw new Refusal('FLASH_SOLD_OUT', { id });
  if (request.remark === 'fail') throw new Error('a bug');
  return Promise.resolve({ said: { shopper, key, id, request } });
}

@Controller('shop')
class Twins {
  @Post('direct/:id')
  @Direct()
  @Answers(ANSWER, 201)
  direct(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: flashOrderSchema }) request: { remark: string },
  ) {
    return said(shopper, key, id, request);
  }

  @Post('ordinary/:id')
  @Answers(ANSWER, 201)
  ordinary(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: flashOrderSchema }) request: { remark: string },
  ) {
    return said(shopper, key, id, request);
  }
}

class OneShopper extends ShopperAccess {
  override authenticate(token: string): Promise<ShopperSession | null> {
    const session = { shopperId: ID, openid: 'o1', sessionId: ID };
    return Promise.resolve(token === TOKEN ? session : null);
  }
}

@Module({
  controllers: [Twins],
  providers: [
    ...[AccessGuard, RefusalFilter, DirectRoutes, RouteContracts, Callers],
    { provide: ShopperAccess, useClass: OneShopper },
    { provide: OperatorAccess, useValue: { authenticate: () => Promise.resolve(null) } },
    { provide: APP_GUARD, useExisting: AccessGuard },
    { provide: APP_FILTER, useExisting: RefusalFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
  ],
})
class TwinsModule {}

const body = (more: object = {}) =>
  JSON.stringify({ quantity: 1, addressId: ID, shownTotalFen: 1_100, ...more });
const HEADERS = {
  'content-type': 'application/json',
  'idempotency-key': 'a-key-of-this-write',
  authorization: `Bearer ${TOKEN}`,
};

interface Asked {
  why: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

describe('given two routes that are declared alike, one of them direct', () => {
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(TwinsModule, new FastifyAdapter(), {
      logger: false,
      rawBody: true,
    });
    app.get(DirectRoutes).serve(app.getHttpAdapter().getInstance());
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const ask = async (twin: string, { path = `/${ID}`, headers = HEADERS, body: sent }: Asked) => {
    const answer = await fetch(`${url}/shop/${twin}${path}`, {
      ...{ method: 'POST', headers, body: sent ?? body() },
    });
    const { date: _date, ...rest } = Object.fromEntries(answer.headers);
    const text = (await answer.text()).replaceAll(/"requestId":"[^"]+"|direct|ordinary/g, '');
    return { status: answer.status, headers: rest, text };
  };
  const without = (name: keyof typeof HEADERS) => {
    const { [name]: _left, ...rest } = HEADERS;
    return rest;
  };

  it.each<Asked & { status: number }>([
    { why: 'all is well', status: 201 },
    { why: 'a field is unknown', body: body({ more: 1 }), status: 400 },
    { why: 'nobody asks', headers: without('authorization'), status: 401 },
    {
      why: 'the session is over',
      headers: { ...HEADERS, authorization: 'Bearer another-token-entirely' },
      status: 401,
    },
    { why: 'the key is missing', headers: without('idempotency-key'), status: 400 },
    { why: 'the id is none', path: '/x', status: 400 },
    { why: 'the id is empty', path: '/', status: 404 },
    { why: 'a field is wrong', body: body({ quantity: 0 }), status: 400 },
    { why: 'key and body are wrong', headers: without('idempotency-key'), body: '1', status: 400 },
    { why: 'the body is no JSON', body: '{', status: 400 },
    { why: 'there is no body', body: '', status: 400 },
    { why: 'prototypes are meddled with', body: '{"__proto__":{"a":1}}', status: 400 },
    { why: 'a rule says no', body: body({ remark: 'refuse' }), status: 409 },
    { why: 'a bug is met', body: body({ remark: 'fail' }), status: 500 },
  ])('when $why, then both answer $status alike', async ({ status, ...asked }) => {
    const [direct, ordinary] = [await ask('direct', asked), await ask('ordinary', asked)];
    expect(direct).toEqual(ordinary);
    expect(direct.status).toBe(status);
  });
});
