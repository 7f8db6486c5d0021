import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFUSAL_STATUS, type AfterSale, type RefusalBody } from '@siyu/shared';
import fc from 'fast-check';
import { Agent, request } from 'undici';
import { asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { resolvedDocument, type OpenApi } from '../../factories/open-api.js';
import { anOperator } from '../../factories/operator.js';
import { aBuyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { fuzzedRequests, type Caller, type FuzzedRequest, type OwnedIds } from './requests.js';

const REQUESTS = 5_000;
const AT_ONCE = 10;
const SHOWN_MAX = 10;
const READS = ['GET', 'HEAD', 'OPTIONS'];
/** To take out of a cart what is not in it is no mistake, nor to ask for one's own data. */
const NO_MISTAKE =
  /^(PUT|DELETE) \/shop\/cart\/lines|^POST \/(shop\/me\/export|ops\/analytics\/event-packs\/rebuild)(\?|$)/;
/** The same requests each time; another seed finds others. */
const SEED = Number(process.env['FUZZ_SEED'] ?? '20261118');
/** An export of personal data is a read that is noted; a poster's code is kept once it is made. */
const NOTED = ['audit_log', 'personal_export', 'wechat_code', 'picture'];

let shop: TestShop;
let document: OpenApi;
let tokens: Record<Caller, string | null>;
let owned: OwnedIds;
const statuses = new Map<number, number>();

beforeAll(async () => {
  shop = await aShop();
  const [shopper, stranger] = [await aBuyer(shop), await aBuyer(shop)];
  const [owner, clerk] = [await anOperator(shop), await anOperator(shop, [])];
  tokens = {
    nobody: null,
    garbage: 'no-token-at-all-0123456789',
    shopper: shopper.session.sessionToken,
    stranger: stranger.session.sessionToken,
    owner: owner.token,
    clerk: clerk.token,
  };
  const order = await aPaidOrder(shop, shopper, 3);
  const lines = [{ lineId: order.lines[0]!.id, quantity: 1 }];
  const afterSale: AfterSale = await asked(shopper, order, { lines });
  owned = {
    '/shop/orders/{id}': order.id,
    '/shop/addresses/{id}': shopper.addressId,
    '/shop/after-sales/{id}': afterSale.id,
    '/ops/orders/{id}': order.id,
    '/ops/after-sales/{id}': afterSale.id,
    '/ops/products/{id}': order.lines[0]!.productId,
    '/ops/skus/{id}': order.lines[0]!.skuId,
    '/ops/operators/{id}': clerk.id,
    '/shop/products/{id}': order.lines[0]!.productId,
  };
  document = resolvedDocument(shop.app);
});
afterAll(() => shop.close());

const http = new Agent({ connections: AT_ONCE });

async function send({ method, path, caller, headers, body }: FuzzedRequest) {
  const token = tokens[caller];
  const answer = await request(shop.url + path, {
    method: method as 'GET',
    dispatcher: http,
    headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body,
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

/** What is wrong with an answer, or null: refused with the code of its status, or answered. */
async function complaintOf(fuzzed: FuzzedRequest): Promise<string | null> {
  const { status, headers, text } = await send(fuzzed);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status >= 500) return `${status} ${text}`;
  if (headers['x-request-id'] === undefined) return 'no request id';
  const isRead =
    READS.includes(fuzzed.method) || NO_MISTAKE.test(`${fuzzed.method} ${fuzzed.path}`);
  if (status < 300 && !isRead) return 'a write went through';
  if (status < 400 || fuzzed.method === 'HEAD') return null;
  const { code, requestId } = JSON.parse(text) as RefusalBody;
  if (REFUSAL_STATUS[code] !== status) return `${status} ${code}`;
  return requestId === headers['x-request-id'] ? null : 'another request id';
}

async function complaintsOf(requests: FuzzedRequest[]): Promise<object[]> {
  const complaints: object[] = [];
  const worker = async () => {
    for (let next = requests.pop(); next; next = requests.pop()) {
      const complaint = await complaintOf(next).catch(String);
      if (complaint !== null) complaints.push({ complaint, ...next });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return complaints;
}

/** A checksum of every row of every table. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables: Record<string, string>[] = await shop.db.query('SHOW TABLES');
  const names = tables.flatMap((row) => Object.values(row)).filter((name) => !NOTED.includes(name));
  const sums: { Table: string; Checksum: string }[] = await shop.db.query(
    `CHECKSUM TABLE ${names.join(', ')}`,
  );
  return Object.fromEntries(sums.map((row) => [row.Table, String(row.Checksum)]));
}

describe('given thousands of requests of wrong types, sizes, ids, fields, methods and headers', () => {
  it('then each is refused with a code, none fails, and nothing has changed', async () => {
    const before = await fingerprint();
    const arbitrary = fuzzedRequests(document, owned);
    const requests = fc.sample(arbitrary, { numRuns: REQUESTS, seed: SEED });

    expect((await complaintsOf(requests)).slice(0, SHOWN_MAX)).toEqual([]);

    expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(REQUESTS);
    await shop.settle();
    expect(await fingerprint()).toEqual(before);
    await expectCleanAudit(shop);
  });
});
