import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Transfers } from '../../../server/src/payments/transfers/transfers.service.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { client } from '../../factories/http.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';
import {
  answersSheet,
  aTransfer,
  heard,
  transferNow,
  transfersAtWechat,
} from '../../factories/transfer.js';

const PATH = '/v3/fund-app/mch-transfer/transfer-bills';
const DAY_MS = 86_400_000;

let shop: TestShop;
/** What was announced, by subject. */
const announced = new Map<string, string[]>();
beforeAll(async () => {
  shop = await aShop();
  const outbox = shop.app.get(Outbox, { strict: false });
  for (const kind of ['transfer.succeeded', 'transfer.failed'] as const) {
    outbox.listen({
      ...{ name: `test.${kind}`, kind },
      handle: async (_tx, all) => {
        for (const { subjectId } of all) {
          announced.set(subjectId, [...(announced.get(subjectId) ?? []), kind]);
        }
      },
    });
  }
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** A transfer that waits for its person. */
async function waiting(given: Parameters<typeof aTransfer>[1] = {}) {
  const begun = await aTransfer(shop, given);
  await shop.settle();
  const { packageInfo } = await transferNow(shop, begun.id);
  return { ...begun, packageInfo };
}
const stateOf = async (id: string) => (await transferNow(shop, id)).state;

/** The queue backs off after a failure. */
async function later(): Promise<void> {
  shop.clock.advance(5_000);
  await shop.settle();
}

describe('given a transfer', () => {
  it('when its person confirms and WeChat tells three times, then it has succeeded once', async () => {
    const { id, subjectId, packageInfo } = await waiting();
    expect(await stateOf(id)).toBe('awaiting-confirmation');
    await setSwitches(shop, { notifyCopies: 3 });
    expect(await answersSheet(shop, packageInfo)).toBe('requestMerchantTransfer:ok');
    await heard(shop);
    expect(await stateOf(id)).toBe('succeeded');
    expect(announced.get(subjectId)).toEqual(['transfer.succeeded']);
  });

  it('when WeChat’s answer is lost, or it fails without saying why, then the same number is asked for', async () => {
    await setSwitches(shop, {
      answersLost: [{ path: PATH, method: 'POST' }],
      errors: [{ path: PATH, method: 'POST', code: 'SYSTEM_ERROR' }],
    });
    const { id } = await aTransfer(shop);
    for (let tries = 0; tries < 3; tries++) await later();
    expect(await stateOf(id)).toBe('awaiting-confirmation');
    expect(await transfersAtWechat(shop, id)).toHaveLength(1);
  });

  it('when its news comes before WeChat’s own answer, then the answer moves nothing back', async () => {
    await setSwitches(shop, { answersLost: [{ path: PATH, method: 'POST' }] });
    const { id, subjectId } = await aTransfer(shop);
    await shop.settle();
    expect(await stateOf(id)).toBe('requested');
    const made = await client(shop.sandbox.url).get<{ outBillNo: string; packageInfo: string }[]>(
      '/sandbox/transfers',
    );
    const packageInfo = made.find((one) => one.outBillNo === id)?.packageInfo ?? null;
    await answersSheet(shop, packageInfo);
    await heard(shop);
    await later();
    expect(await stateOf(id)).toBe('succeeded');
    expect(announced.get(subjectId)).toEqual(['transfer.succeeded']);
  });

  it('when WeChat is down, or the shop has too little there, then it waits and operators see why', async () => {
    const { id } = await aTransfer(shop);
    await setSwitches(shop, { down: 'reset' });
    await shop.settle();
    await setSwitches(shop, { down: 'no', transferOutcome: 'NOT_ENOUGH' });
    await later();
    expect(await transferNow(shop, id)).toMatchObject({ state: 'requested' });
    expect((await transferNow(shop, id)).lastError).toContain('NOT_ENOUGH');
    await setSwitches(shop, { transferOutcome: 'SUCCESS' });
    await later();
    expect(await stateOf(id)).toBe('awaiting-confirmation');
  });

  it('when WeChat takes its time and tells nothing, then it is asked', async () => {
    await setSwitches(shop, { transferLateMs: 60_000, notifyLost: true });
    const { id } = await waiting();
    expect(await stateOf(id)).toBe('accepted');
    shop.clock.advance(6 * 60_000);
    await shop.settle();
    const { state, packageInfo } = await transferNow(shop, id);
    expect(state).toBe('awaiting-confirmation');
    await answersSheet(shop, packageInfo);
    shop.clock.advance(11 * 60_000);
    await shop.settle();
    expect(await stateOf(id)).toBe('succeeded');
  });

  it('when a notification is forged or of another amount, then it moves nothing', async () => {
    const { id, packageInfo } = await waiting();
    await setSwitches(shop, { notifyWrongAmount: true });
    await answersSheet(shop, packageInfo);
    await heard(shop);
    await setSwitches(shop, { notifyWrongAmount: false, notifyForged: true });
    await heard(shop);
    expect(await stateOf(id)).toBe('awaiting-confirmation');
    await setSwitches(shop, { notifyForged: false });
    await heard(shop);
    expect(await stateOf(id)).toBe('succeeded');
  });
});

describe('given nobody confirms', () => {
  it('when a day is over, then it has failed, and another may be begun', async () => {
    const { id, subjectId, shopper, packageInfo } = await waiting();
    await expect(aTransfer(shop, { subjectId, shopper })).rejects.toThrow('Duplicate');
    shop.clock.advance(DAY_MS);
    await shop.settle();
    expect(await transferNow(shop, id)).toMatchObject({
      ...{ state: 'failed', failReason: 'OVERDUE_CLOSE' },
    });
    expect(announced.get(subjectId)).toEqual(['transfer.failed']);
    expect(await answersSheet(shop, packageInfo)).toContain('fail');
    expect(await stateOf((await waiting({ subjectId, shopper })).id)).toBe('awaiting-confirmation');
  });
});

describe('given it is to be cancelled', () => {
  const cancel = (id: string) =>
    inTransaction(shop.db, (tx) =>
      shop.app.get(Transfers, { strict: false }).requestCancel(tx, id),
    );

  it('when nobody has confirmed it, then the money stays with the shop', async () => {
    const { id, subjectId } = await waiting();
    await cancel(id);
    await shop.settle();
    expect(await stateOf(id)).toBe('canceling');
    shop.clock.advance(2_000);
    await heard(shop);
    expect(await stateOf(id)).toBe('cancelled');
    expect(announced.get(subjectId)).toEqual(['transfer.failed']);
  });

  it('when WeChat has not heard of it, or its answer was lost, then it is sent no more', async () => {
    await setSwitches(shop, { transferOutcome: 'NOT_ENOUGH' });
    const unheard = await aTransfer(shop);
    await shop.settle();
    await setSwitches(shop, {
      ...{ transferOutcome: 'SUCCESS', answersLost: [{ path: PATH, method: 'POST' }] },
    });
    const unanswered = await aTransfer(shop);
    await shop.settle();
    for (const { id } of [unheard, unanswered]) {
      expect(await stateOf(id)).toBe('requested');
      await cancel(id);
    }
    await setSwitches(shop, { answersLost: [] });
    for (let minutes = 0; minutes < 2; minutes++) {
      shop.clock.advance(60_000);
      await heard(shop);
    }
    for (const { id, subjectId } of [unheard, unanswered]) {
      expect(await stateOf(id)).toBe('cancelled');
      expect(announced.get(subjectId)).toEqual(['transfer.failed']);
    }
    expect(await transfersAtWechat(shop, unheard.id)).toEqual([]);
    expect(await transfersAtWechat(shop, unanswered.id)).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('when its person was quicker, then they have it', async () => {
    const { id, subjectId, packageInfo } = await waiting();
    await cancel(id);
    await setSwitches(shop, { notifyLost: true });
    await answersSheet(shop, packageInfo);
    await shop.settle();
    expect(await stateOf(id)).toBe('succeeded');
    expect(announced.get(subjectId)).toEqual(['transfer.succeeded']);
    await expect(cancel(id)).rejects.toThrow('TRANSFER_STATE');
  });
});

describe('given ¥2,000 or more', () => {
  it('when the name is missing, or the amount is under ¥0.10, then it is refused', async () => {
    await expect(aTransfer(shop, { amount: 200_000 })).rejects.toThrow('TRANSFER_INVALID');
    await expect(aTransfer(shop, { amount: 9 })).rejects.toThrow('TRANSFER_INVALID');
    expect(await stateOf((await waiting({ amount: 199_999 })).id)).toBe('awaiting-confirmation');
  });

  it('when it is named, then WeChat alone can read the name, and it is forgotten once they have the money', async () => {
    const { id, packageInfo } = await waiting({ amount: 200_000, payeeName: '林小满' });
    expect(await transfersAtWechat(shop, id)).toMatchObject([{ userName: '林小满' }]);
    expect(await transferNow(shop, id)).toMatchObject({ payeeName: '林小满' });
    await answersSheet(shop, packageInfo);
    await heard(shop);
    expect(await transferNow(shop, id)).toMatchObject({ state: 'succeeded', payeeName: null });
  });
});
