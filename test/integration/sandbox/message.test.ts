import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { aSandbox, Bench, type OpenSandbox } from './fixtures.js';
import { Weixin } from './weixin.js';

const SEND = '/cgi-bin/message/subscribe/send';
const CHECK = '/wxa/msg_sec_check';
const SHIPPED = 'tmpl-shipped';

let sandbox: OpenSandbox;
let bench: Bench;
let weixin: Weixin;
let openid: string;

beforeAll(async () => {
  sandbox = await aSandbox();
  bench = new Bench(sandbox.url);
  weixin = new Weixin(sandbox);
  await weixin.fetchToken();
  const fields = ['thing1', 'character_string2', 'time3', 'amount4', 'phrase5', 'name6'];
  await bench.call('PUT', '/sandbox/templates', { templates: [{ templateId: SHIPPED, fields }] });
});

beforeEach(async () => {
  openid = await bench.openid(sandbox.credentials);
});

afterAll(() => sandbox.remove());

function answer(answer: string, templateIds = [SHIPPED]) {
  return bench.call<Record<string, string>>('POST', '/sandbox/subscribe', {
    openid,
    templateIds,
    answer,
  });
}

const VALUES = {
  thing1: '蚕丝被 1.8米 月白',
  character_string2: 'YT8800123456789',
  time3: '2026年3月1日 15:01',
  amount4: '¥1299.00元',
  phrase5: '已发货',
  name6: '张小满',
};

function aMessage(values: object = {}, over: object = {}) {
  const pairs = Object.entries({ ...VALUES, ...values }).map(([key, value]) => [key, { value }]);
  const page = 'order/pages/detail?id=1';
  return { touser: openid, template_id: SHIPPED, page, data: Object.fromEntries(pairs), ...over };
}

const send = async (body: object) => (await weixin.call(SEND, body)).errcode;

describe('given a shopper who accepts a subscribe message', () => {
  it('case 61: when one was accepted, then one is sent and the second is 43101', async () => {
    expect(await answer('accept')).toEqual({
      errMsg: 'requestSubscribeMessage:ok',
      [SHIPPED]: 'accept',
    });
    expect(await send(aMessage())).toBe(0);
    expect(await send(aMessage())).toBe(43101);
    const sent = await bench.call<object[]>('GET', `/sandbox/messages?openid=${openid}`);
    expect(sent).toEqual([expect.objectContaining({ templateId: SHIPPED, values: VALUES })]);
  });

  it('when two were accepted and two are sent at once with a third, then two pass', async () => {
    await answer('accept');
    await answer('accept');
    const codes = await Promise.all([1, 2, 3].map(() => send(aMessage())));
    expect(codes.sort()).toEqual([0, 0, 43101]);
  });

  it('when a message is refused for its content, then the acceptance is not used up', async () => {
    await answer('accept');
    expect(await send(aMessage({ thing1: '' }))).toBe(47003);
    expect(await send(aMessage())).toBe(0);
  });
});

describe('given a shopper who does not', () => {
  it.each(['reject', 'ban'])('when the answer is %s, then 43101', async (said) => {
    expect(await answer(said)).toMatchObject({ [SHIPPED]: said });
    expect(await send(aMessage())).toBe(43101);
  });

  it('when banned, then a later accept is not heard', async () => {
    await answer('ban');
    expect(await answer('accept')).toMatchObject({ [SHIPPED]: 'ban' });
    expect(await send(aMessage())).toBe(43101);
  });

  it('when asked for more than five templates at once, then the request fails', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(await answer('accept', ids)).toMatchObject({ errCode: 20003 });
  });
});

describe('given a message WeChat would refuse', () => {
  it.each([
    ['thing of 21', { thing1: '字'.repeat(21) }],
    ['character string with 汉字', { character_string2: '单号1' }],
    ['character string of 33', { character_string2: 'x'.repeat(33) }],
    ['time without one', { time3: '今天' }],
    ['amount without one', { amount4: '免费' }],
    ['phrase of 6', { phrase5: '已经发货了哦' }],
    ['phrase in letters', { phrase5: 'sent' }],
    ['name of 11', { name6: '张'.repeat(11) }],
    ['missing field', { name6: undefined }],
    ['field too many', { thing9: '多' }],
  ])('when it has a %s, then 47003', async (_case, values) => {
    expect(await send(aMessage(values))).toBe(47003);
  });

  it.each([
    ['touser', 'nobody', 40003],
    ['template_id', 'tmpl-unknown', 40037],
    ['page', '/order/pages/detail', 41030],
  ])('when %s is %s, then %d', async (field, value, errcode) => {
    await answer('accept');
    expect(await send(aMessage({}, { [field]: value }))).toBe(errcode);
  });

  it('when a template was only ever subscribed to, then it takes any right field', async () => {
    await answer('accept', ['tmpl-new']);
    const data = { thing1: { value: '好' }, number2: { value: 3 } };
    expect(await send({ touser: openid, template_id: 'tmpl-new', data })).toBe(0);
  });
});

describe('given a text to check', () => {
  const check = (over: object) =>
    weixin.call(CHECK, { version: 2, openid, scene: 2, content: '很好的被子', ...over });

  it('when it is harmless, then pass', async () => {
    expect(await check({})).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } });
  });

  it('when it holds a risky word, then risky; the old version says 87014', async () => {
    await bench.switches({ riskyWords: ['违禁词'] });
    const content = '这里有违禁词。';
    expect(await check({ content })).toMatchObject({ errcode: 0, result: { suggest: 'risky' } });
    expect((await weixin.call(CHECK, { content })).errcode).toBe(87014);
  });

  it.each([
    ['content', '', 44004],
    ['content', '长'.repeat(2501), 45002],
    ['openid', 'nobody', 40003],
    ['scene', 9, 40097],
  ])('when %s is wrong, then %#', async (field, value, errcode) => {
    expect((await check({ [field]: value })).errcode).toBe(errcode);
  });
});
