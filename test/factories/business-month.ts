import { beijingDay, daysAfter, fen, minutesAfter } from '@siyu/shared';
import { newId } from '../../server/src/platform/new-id.js';
import { client } from './http.js';
import type { DifferenceRow } from './reconciliation.js';
import type { TestShop } from './shop.js';
import { setSwitches } from './shopper.js';

const AT_ONCE = 500;

interface Trade {
  id: string;
  wechatNo: string;
  amountFen: number;
  at: Date;
  state: string;
}
type RefundTrade = Trade & { paymentId: string };

/** What reconciliation has to find, and how it ends. */
export type Planted = Omit<DifferenceRow, 'id'>;

/**
 * A month of trades that WeChat and the books both know, without a shopper or an order behind them,
 * and differences of every kind planted in it, a handful of each.
 */
export async function aBusinessMonth(
  shop: TestShop,
  { fromDay, days, payments: count }: { fromDay: Date; days: number; payments: number },
): Promise<Planted[]> {
  const spread = (at: number, of: number) =>
    minutesAfter(fromDay, Math.floor((at * days * 1_440) / of));
  const payments = Array.from({ length: count }, (_, at) => tradeOf(at, spread(at, count), '42'));
  const refunds = payments
    .filter((_, at) => at % 33 === 5)
    .map((payment, at, all): RefundTrade => {
      const made = tradeOf(at, minutesAfter(spread(at, all.length), 1), '50');
      return { ...made, paymentId: payment.id, amountFen: Math.ceil(payment.amountFen / 2) };
    });
  const planted = plant(payments, refunds);
  await atWechat(shop, payments, refunds);
  await inBooks(shop, payments, refunds);
  await setSwitches(shop, { billDifferences: planted.flatMap(({ onBill }) => onBill) });
  return planted.map(({ onBill: _, ...found }) => found);
}

function tradeOf(at: number, paidAt: Date, head: string): Trade {
  const id = newId(paidAt);
  const wechatNo = `${head}${String(at).padStart(26, '0')}`;
  return { id, wechatNo, amountFen: 100 + ((at * 7_919) % 90_000), at: paidAt, state: 'succeeded' };
}

/** Takes trades here and there and makes one side say something else of them. */
function plant(payments: Trade[], refunds: RefundTrade[]) {
  const all: (Planted & { onBill: object[] })[] = [];
  let [paid, refunded] = [0, 0];
  const nextPaid = () => payments[(paid += Math.floor(payments.length / 60))]!;
  const nextRefunded = () => refunds[(refunded += Math.floor(refunds.length / 30))]!;
  const open = { state: 'open', resolution: null } as const;
  const add = (
    { id, at }: Trade,
    found: Partial<Planted> & Pick<Planted, 'subject' | 'kind'>,
    onBill: object[] = [],
  ) => all.push({ day: beijingDay(at), number: id, cause: null, ...open, ...found, onBill });
  for (let round = 0; round < 6; round++) {
    const [omitted, more, twice, unfunded] = [nextPaid(), nextPaid(), nextPaid(), nextPaid()];
    const bill = (kind: string, number: string, rest: object = {}) => [{ kind, number, ...rest }];
    add(omitted, { subject: 'payment', kind: 'missing-there' }, bill('omit', omitted.id));
    add(more, { subject: 'payment', kind: 'amount' }, bill('amount', more.id, { fen: round + 1 }));
    const again = { subject: 'payment', kind: 'missing-here', cause: 'duplicate' } as const;
    add(twice, again, bill('duplicate', twice.id));
    const elsewhere = { subject: 'funds', kind: 'missing-there' } as const;
    add(unfunded, { ...elsewhere, number: unfunded.wechatNo }, bill('unfunded', unfunded.id));
    const unknown = { ...omitted, id: `X${newId(omitted.at)}` };
    const stranger = bill('stranger', unknown.id, { day: beijingDay(omitted.at), fen: 990 });
    add(unknown, { subject: 'payment', kind: 'missing-here' }, stranger);
    const late = { cause: 'late', state: 'settled', resolution: 'billed-another-day' } as const;
    const tardy = nextPaid();
    const missing = { subject: 'payment', kind: 'missing-there', ...late } as const;
    add(tardy, missing, bill('late', tardy.id));
    const unheard = {
      cause: 'unknown-outcome',
      state: 'settled',
      resolution: 'agrees-now',
    } as const;
    const silent = nextPaid();
    silent.state = round % 2 === 0 ? 'pending' : 'closed';
    add(silent, { subject: 'payment', kind: 'state', ...unheard });
    const silentRefund = nextRefunded();
    silentRefund.state = 'processing';
    add(silentRefund, { subject: 'refund', kind: 'state', ...unheard });
    const failed = nextRefunded();
    add(failed, { subject: 'refund', kind: 'state' }, bill('failed', failed.id));
    const lost = nextRefunded();
    add(lost, { subject: 'refund', kind: 'missing-there' }, bill('omit', lost.id));
    const less = nextRefunded();
    add(less, { subject: 'refund', kind: 'amount' }, bill('amount', less.id, { fen: -1 }));
  }
  return all;
}

async function atWechat(shop: TestShop, payments: Trade[], refunds: RefundTrade[]): Promise<void> {
  const sandbox = client(shop.sandbox.url);
  const told = payments.map(({ id, wechatNo, amountFen, at }) => ({
    ...{ outTradeNo: id, transactionId: wechatNo, openid: 'somebody' },
    ...{ totalFen: amountFen, paidAtMs: at.getTime() },
  }));
  const toldRefunds = refunds.map(({ id, paymentId, wechatNo, amountFen, at }) => ({
    ...{ outRefundNo: id, outTradeNo: paymentId, refundId: wechatNo, refundFen: amountFen },
    ...{ createdAtMs: at.getTime(), settlesAtMs: at.getTime() },
  }));
  for (const some of inParts(told)) await sandbox.post('/sandbox/history', { payments: some });
  for (const some of inParts(toldRefunds)) {
    await sandbox.post('/sandbox/history', { refunds: some });
  }
}

async function inBooks({ db }: TestShop, payments: Trade[], refunds: RefundTrade[]): Promise<void> {
  const refundedFen = new Map(refunds.map(({ paymentId, amountFen }) => [paymentId, amountFen]));
  for (const some of inParts(payments)) {
    await db.query(
      `INSERT INTO payment (id, subject_kind, subject_id, shopper_id, openid, description, amount_fen,
         refunded_fen, state, transaction_id, expires_at, created_at, succeeded_at) VALUES ?`,
      [
        some.map(({ id, wechatNo, amountFen, at, state }) => [
          ...[
            id,
            'test',
            id,
            id,
            'somebody',
            '往日订单',
            amountFen,
            refundedFen.get(id) ?? 0,
            state,
          ],
          ...(state === 'succeeded' ? [wechatNo, daysAfter(at, 1), at, at] : [null, at, at, null]),
        ]),
      ],
    );
  }
  for (const some of inParts(refunds)) {
    await db.query(
      `INSERT INTO refund (id, payment_id, subject_kind, subject_id, amount_fen, reason, state,
         wechat_refund_id, created_at, succeeded_at) VALUES ?`,
      [
        some.map(({ id, paymentId, wechatNo, amountFen, at, state }) => [
          ...[id, paymentId, 'test', id, fen(amountFen), '退款', state, wechatNo, at],
          ...[state === 'succeeded' ? at : null],
        ]),
      ],
    );
  }
}

function inParts<T>(all: readonly T[]): T[][] {
  const parts = Math.ceil(all.length / AT_ONCE);
  return Array.from({ length: parts }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}
