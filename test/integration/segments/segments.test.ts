import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberSegments, Segment, SegmentPreview } from '@siyu/shared';
import { newId } from '../../../server/src/platform/new-id.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aCampaign } from '../../factories/campaign.js';
import { couponCampaign } from '../../factories/coupon.js';
import { aNewcomer, aPhone, bound, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, exportedBy } from '../../factories/personal-data.js';
import {
  notified,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  quoted,
} from '../../factories/purchase.js';
import { all, aSegment, aTag, membersOf, tagged } from '../../factories/segments.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

const HOUR_MS = 3_600_000;
let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const historyOf = async (shopperId: string) =>
  (await operator.get<MemberSegments>(`/ops/people/${shopperId}/segments`)).history.map(
    ({ segmentId, change, by }) => ({ segmentId, change, by }),
  );

describe('given a rule', () => {
  it('then it is counted before it is saved, with a sample whose phones are masked', async () => {
    const ann = await aNewcomer(shop, { address: { province: '海南省', phone: aPhone() } });
    await bound(shop, ann, aPhone());
    const rule = all({ fact: 'province', provinces: ['海南省'] });
    const path = '/ops/segments/preview';
    const { count, accounts, sample } = await operator.post<SegmentPreview>(path, { rule });
    expect(count).toBe(1);
    expect(accounts).toBeGreaterThanOrEqual(1);
    expect(sample).toMatchObject([
      { shopperId: ann.id, phoneMasked: expect.stringMatching(/^13\d\*{4}\d{4}$/) },
    ]);
  });

  it('when it stands deeper or says more than may be, then it is refused', async () => {
    const one = { fact: 'paid-member' as const };
    const nested = (depth: number): object =>
      depth === 0 ? one : { match: 'all', of: [nested(depth - 1)] };
    const refusal = (rule: object) =>
      operator.refusal('POST', '/ops/segments/preview', { body: { rule } });
    expect(await refusal(nested(3))).toBeNull();
    expect(await refusal(nested(4))).toBe('INVALID_INPUT');
    const half = { match: 'any', of: Array.from({ length: 16 }, () => one) };
    expect(await refusal({ match: 'all', of: [half, half] })).toBe('INVALID_INPUT');
  });

  it('when an account no longer meets it, then it has left within the hour, and both are on record', async () => {
    const ann = await aNewcomer(shop, { address: { province: '青海省' } });
    const segment = await aSegment(operator, { fact: 'province', provinces: ['青海省'] });
    expect(await membersOf(operator, segment)).toEqual([ann.id]);
    await ann.del(`/shop/addresses/${ann.addressId}`);
    shop.clock.advance(HOUR_MS);
    await shop.settle();
    operator = await anOperator(shop);
    expect(await membersOf(operator, segment)).toEqual([]);
    const change = { segmentId: segment.id, by: null };
    expect(await historyOf(ann.id)).toEqual([
      { ...change, change: 'left' },
      { ...change, change: 'entered' },
    ]);
  });

  it('when two operators edit it, then the later one is told', async () => {
    const { id, version, segment } = await aSegment(operator, { fact: 'paid-member' });
    const body = { version, segment: { ...segment, name: '付费会员' } };
    const edited = await operator.put<Segment>(`/ops/segments/${id}`, body);
    expect(edited).toMatchObject({ version: version + 1, segment: { name: '付费会员' } });
    expect(await operator.refusal('PUT', `/ops/segments/${id}`, { body })).toBe('VERSION_CONFLICT');
  });
});

describe('given a tag', () => {
  it('then a list of ids and phone numbers has it, once each, and the unknown are named', async () => {
    const [ann, bo, phone] = [await aShopper(shop), await aNewcomer(shop), aPhone()];
    await bound(shop, bo, phone);
    const tag = await aTag(operator);
    const nobody = aPhone();
    const add = [ann.id, phone, bo.id, nobody];
    expect(await tagged(operator, tag, { add })).toEqual({
      added: 2,
      removed: 0,
      unknown: [nobody],
    });
    expect(await tagged(operator, tag, { add })).toMatchObject({ added: 0 });
    expect(await tagged(operator, tag, { remove: [ann.id] })).toMatchObject({ removed: 1 });
    expect(await membersOf(operator, tag)).toEqual([bo.id]);
    const by = operator.id;
    expect(await historyOf(ann.id)).toEqual([
      { segmentId: tag.id, change: 'left', by },
      { segmentId: tag.id, change: 'entered', by },
    ]);
  });

  it('then its file has whole phones for whoever may export members, and runs no formula', async () => {
    const [bo, phone] = [await aNewcomer(shop), aPhone()];
    await bound(shop, bo, phone);
    await shop.db.query("UPDATE member SET nickname = '=1+1' WHERE shopper_id = ?", [bo.id]);
    const tag = await aTag(operator);
    await tagged(operator, tag, { add: [bo.id] });
    const fileFor = async (by: TestOperator) => {
      const headers = { authorization: `Bearer ${by.token}` };
      const answer = await fetch(`${shop.url}/ops/segments/${tag.id}/members.csv`, { headers });
      return (await answer.text()).trim().split('\n')[1];
    };
    expect(await fileFor(operator)).toMatch(`${bo.id},${phone},'=1+1,`);
    const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
    expect(await fileFor(await anOperator(shop, ['segments.export']))).toMatch(masked);
  });

  it('when there is none, then there is no file of it either', async () => {
    const path = `/ops/segments/${newId(NOON)}/members.csv`;
    expect(await operator.refusal('GET', path)).toBe('NOT_FOUND');
  });

  it('case 63: when an account is deleted, then it is in no segment and on no record', async () => {
    const ann = await aShopper(shop);
    const tag = await aTag(operator);
    await tagged(operator, tag, { add: [ann.id] });
    const file = await exportedBy(shop, ann);
    expect(file.everything['segment_member']).toMatchObject([{ segmentId: tag.id }]);
    await deleted(shop, ann);
    expect(await membersOf(operator, tag)).toEqual([]);
    expect(await tagged(operator, tag, { add: [ann.id] })).toMatchObject({ added: 0 });
    expect(await historyOf(ann.id)).toEqual([]);
  });
});

describe('given a campaign for a segment', () => {
  it('then it is for who is in it, and an order placed meanwhile stands when they leave', async () => {
    const [ann, bo] = [await aNewcomer(shop), await aNewcomer(shop)];
    const tag = await aTag(operator);
    await tagged(operator, tag, { add: [ann.id] });
    const audience = { segments: [tag.id] };
    const { skuId } = await newcomerPrice(shop, operator, {}, { audience });
    const lines = [{ skuId, quantity: 1 }];
    expect((await quoted(bo, lines)).totalFen).toBe(6_900);
    const { id } = await placed(ann, lines);
    await tagged(operator, tag, { remove: [ann.id] });
    await payInSheet(shop, await prepaid(ann, id));
    await notified(shop);
    expect(await orderOf(ann, id)).toMatchObject({ state: 'to-ship', totalFen: 990 });
  });

  it('when a coupon of it is claimed by somebody else, then they are told why not', async () => {
    const segment = await aSegment(operator, { fact: 'paid-member' });
    const audience = { segments: [segment.id] };
    const { id } = await couponCampaign(shop, operator, {}, { audience });
    const body = { campaignId: id };
    expect(await (await aShopper(shop)).refusal('POST', '/shop/coupons', { body })).toBe(
      'SEGMENT_ONLY',
    );
  });

  it('when the segment is deleted, then a new campaign for it is not published', async () => {
    const tag = await aTag(operator);
    await operator.del(`/ops/segments/${tag.id}`);
    const rule = { prices: [], freesFreight: true };
    const audience = { segments: [tag.id] };
    const input = aCampaign(shop, { kind: 'newcomer', rule, audience });
    const { id } = await operator.post<{ id: string }>('/ops/campaigns', input);
    const refusal = await operator.refusal('POST', `/ops/campaigns/${id}/publish`);
    expect(refusal).toBe('CAMPAIGN_POLICY');
  });
});
