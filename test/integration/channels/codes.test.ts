import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel, ChannelCode, ChannelCodeBatch, Page } from '@siyu/shared';
import { aChannel, aChannelInput, rewritten } from '../../factories/channel.js';
import { batchOf, codesAsked, fileAsked, filesOf } from '../../factories/channel-codes.js';
import { client } from '../../factories/http.js';
import { codeIn } from '../../factories/mini-code.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const PATH = '/ops/channel-code-batches';
const CODE = '/wxa/getwxacodeunlimit';
const NOBODYS = '01M7P0000000000000000000ZZ';
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
const repaired = () => client(shop.sandbox.url).del('/sandbox/switches');
afterEach(repaired);
afterAll(() => shop.close());

const codesIn = async (id: string, query = '') =>
  (await operator.get<Page<ChannelCode>>(`${PATH}/${id}/codes${query}`)).items;
const csvIn = (files: ReadonlyMap<string, Buffer>) => String(files.get('codes.csv')).split('\n');

describe('given channels whose codes were asked for', () => {
  it('when they are made, then the ZIP has each under the name of its channel, and a list', async () => {
    const names = ['南京东路/旗舰店', '../..', '达人👩‍🎨', '门店', '门店', '渠'.repeat(40)];
    const channels: Channel[] = [];
    for (const name of names) channels.push(await aChannel(operator, { name }));
    const asked = await codesAsked(
      operator,
      channels.map(({ id }) => id),
    );
    expect(asked).toMatchObject({ codes: 6, made: 0, failed: 0, isReady: false });
    expect(await operator.refusal('GET', `${PATH}/${asked.id}/codes.zip`)).toBe('CONFLICT');
    await shop.settle();
    expect(await batchOf(operator, asked.id)).toMatchObject({ made: 6, isReady: true });
    const files = await filesOf(shop, operator, asked.id);
    const fileNames = [
      ...['南京东路-旗舰店.png', '-.png', '达人👩‍🎨.png', '门店.png', '门店 (2).png'],
      `${'渠'.repeat(40)}.png`,
    ];
    expect([...files.keys()]).toEqual(['codes.csv', ...fileNames]);
    for (const [at, { scene }] of channels.entries()) {
      const png = files.get(fileNames[at] ?? '') ?? Buffer.alloc(0);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect(await codeIn(png)).toBe(`siyu-sandbox:home/index?scene=${scene}`);
    }
  });

  it('when links were asked for too, then the list has them, and runs nothing', async () => {
    const { id: channelId, scene } = await aChannel(operator, { name: '短信', ownerName: '=1+1' });
    const { id } = await codesAsked(operator, [channelId], { withLinks: true });
    await shop.settle();
    const [header, row] = csvIn(await filesOf(shop, operator, id));
    expect(header).toBe('\ufeff文件,渠道,渠道编号,scene,链接,负责人,结果');
    const [file, name, channel, kept, link, owner, outcome] = row?.split(',') ?? [];
    expect([file, name, channel, kept]).toEqual(['短信.png', '短信', channelId, scene]);
    expect([owner, outcome]).toEqual(["'=1+1", '已生成']);
    const made = await client(shop.sandbox.url).get<{ url: string; target: string }[]>(
      '/sandbox/links',
    );
    expect(made.find(({ url }) => url === link)?.target).toBe(`home/index?${scene}`);
  });

  it('when a week is over, then nothing is known of the batch, and its channels stay', async () => {
    const { id: channelId } = await aChannel(operator);
    const { id } = await codesAsked(operator, [channelId]);
    await shop.settle();
    shop.clock.advance(7 * DAY_MS);
    const anew = await anOperator(shop);
    for (const path of ['', '/codes', '/codes.zip']) {
      expect(await anew.refusal('GET', `${PATH}/${id}${path}`)).toBe('NOT_FOUND');
    }
    await shop.settle();
    expect(await shop.db.query('SELECT * FROM channel_code WHERE batch_id = ?', [id])).toEqual([]);
    operator = anew;
    expect((await operator.get<Channel>(`/ops/channels/${channelId}`)).id).toBe(channelId);
  });
});

describe('given a batch that is cut off', () => {
  it('when its worker died, then another goes on behind what was made', async () => {
    const [known, next] = [await aChannel(operator), await aChannel(operator)];
    await codesAsked(operator, [known.id]);
    await shop.settle();
    await setSwitches(shop, { down: 'reset' });
    const { id } = await codesAsked(operator, [known.id, next.id]);
    await shop.settle();
    expect(await batchOf(operator, id)).toMatchObject({ made: 1, failed: 0, isReady: false });
    await repaired();
    const leaseUntil = new Date(shop.clock.now().getTime() + 60 * SECOND_MS);
    const died = `UPDATE due_job SET run_at = created_at, lease_until = ? WHERE dedupe = ?`;
    await shop.db.query(died, [leaseUntil, id]);
    await shop.settle();
    expect(await batchOf(operator, id)).toMatchObject({ made: 1, isReady: false });
    shop.clock.advance(61 * SECOND_MS);
    await shop.settle();
    expect(await batchOf(operator, id)).toMatchObject({ made: 2, isReady: true });
  });

  it('when WeChat never answers, then at last the rest has failed, and may be tried again', async () => {
    const { id: channelId } = await aChannel(operator);
    await setSwitches(shop, { down: 'reset' });
    const { id } = await codesAsked(operator, [channelId]);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await shop.settle();
      shop.clock.advance(900 * SECOND_MS);
    }
    expect(await codesIn(id)).toMatchObject([
      { state: 'failed', refusal: { code: 'WECHAT_UNAVAILABLE', errcode: null } },
    ]);
    await repaired();
    await operator.post(`${PATH}/${id}/retry`);
    await shop.settle();
    expect(await batchOf(operator, id)).toMatchObject({ made: 1, failed: 0, isReady: true });
  });
});

describe('given a code that WeChat refuses', () => {
  it('then it is listed with the reason, the others are made, and it may be tried again', async () => {
    const [refused, fine] = [
      await aChannel(operator, { name: '甲' }),
      await aChannel(operator, { name: '乙' }),
    ];
    await setSwitches(shop, { errors: [{ path: CODE, code: 41030, times: 1 }] });
    const { id } = await codesAsked(operator, [refused.id, fine.id]);
    await shop.settle();
    expect(await batchOf(operator, id)).toMatchObject({ made: 1, failed: 1, isReady: true });
    expect(await codesIn(id, '?state=failed')).toMatchObject([
      { channelId: refused.id, refusal: { code: 'WECHAT_LINK_REFUSED', errcode: 41030 } },
    ]);
    const files = await filesOf(shop, operator, id);
    expect([...files.keys()]).toEqual(['codes.csv', '乙.png']);
    expect(csvIn(files)[1]).toMatch(/^,甲,.*,未生成 WECHAT_LINK_REFUSED 41030$/);
    await operator.post(`${PATH}/${id}/retry`);
    await shop.settle();
    expect([...(await filesOf(shop, operator, id)).keys()]).toContain('甲.png');
  });
});

describe('given whose codes are asked for', () => {
  const ask = (of: object) => ({ body: { of } });

  it('when it is a kind, then they are those of its open channels', async () => {
    const closed = await aChannel(operator, { kind: 'advertisement' });
    await rewritten(operator, closed.id, { state: 'closed' });
    const { id } = await aChannel(operator, { kind: 'advertisement' });
    const of = { by: 'kind', kind: 'advertisement' };
    const batch = await operator.post<ChannelCodeBatch>(PATH, { of });
    expect(await codesIn(batch.id)).toMatchObject([{ channelId: id }]);
    const { refusal } = operator;
    expect(await refusal('POST', PATH, ask({ by: 'kind', kind: 'sms' }))).toBe('NOT_FOUND');
  });

  it('when they are in a file, then its channels are made with them', async () => {
    const text = '渠道,类型,负责人,成本方式,成本\n小鹿,达人,小林,每位新客,12\n阿青,达人,,,\n';
    const answer = await fileAsked(shop, operator, text);
    const { id } = (await answer.json()) as ChannelCodeBatch;
    const [{ channelId = '' } = {}] = await codesIn(id);
    const { channel } = await operator.get<Channel>(`/ops/channels/${channelId}`);
    const cost = { kind: 'acquisition', fen: 1_200 };
    expect(channel).toMatchObject({ name: '小鹿', kind: 'kol', ownerName: '小林', cost });
  });

  it('when a line of the file is wrong, then no channel is made of any', async () => {
    const channels = () => shop.db.query('SELECT COUNT(*) AS n FROM channel');
    const before = await channels();
    const answer = await fileAsked(shop, operator, '渠道,类型\n小鹿,达人\n,达人\n阿青,飞艇\n');
    expect(await answer.json()).toMatchObject({
      code: 'IMPORT_INVALID',
      facts: {
        problems: [
          { line: 3, columns: ['name'] },
          { line: 4, columns: ['类型'] },
        ],
      },
    });
    const landing = { page: 'product', targetId: NOBODYS };
    const of = { by: 'new', channels: [aChannelInput(), aChannelInput({ landing } as object)] };
    expect(await operator.refusal('POST', PATH, ask(of))).toBe('PRODUCT_NOT_FOUND');
    expect(await channels()).toEqual(before);
  });

  it('when they are too many, or of no channel, then they are refused', async () => {
    const { refusal } = operator;
    const many = Array.from({ length: 501 }, () => NOBODYS);
    expect(await refusal('POST', PATH, ask({ by: 'ids', channelIds: many }))).toBe('INVALID_INPUT');
    const rows = Array.from({ length: 201 }, (_, at) => `门店${at}`).join('\n');
    const answer = await fileAsked(shop, operator, `渠道\n${rows}\n`);
    expect(answer.status).toBe(413);
    expect(await refusal('POST', PATH, ask({ by: 'ids', channelIds: [NOBODYS] }))).toBe(
      'NOT_FOUND',
    );
  });

  it('when somebody may only read, then they download and ask for none', async () => {
    const [reader, stranger] = [
      await anOperator(shop, ['channels.read']),
      await anOperator(shop, ['orders.read']),
    ];
    const { id: channelId } = await aChannel(operator, { name: '门店' });
    const { id } = await codesAsked(operator, [channelId]);
    await shop.settle();
    expect([...(await filesOf(shop, reader, id)).keys()]).toContain('门店.png');
    const of = { by: 'ids', channelIds: [channelId] };
    expect(await reader.refusal('POST', PATH, ask(of))).toBe('PERMISSION_MISSING');
    const zip = `${PATH}/${id}/codes.zip`;
    expect(await stranger.refusal('GET', zip)).toBe('PERMISSION_MISSING');
    expect(await client(shop.url).refusal('GET', zip)).toBe('UNAUTHENTICATED');
  });
});
