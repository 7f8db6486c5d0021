import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Fen } from '@siyu/shared';
import fc from 'fast-check';
import { inTransaction, type Tx } from '../../../server/src/platform/transaction.js';
import { Lots } from '../../../server/src/wallet/lots.service.js';
import { Wallet } from '../../../server/src/wallet/wallet.service.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { anId, balanceOf } from '../../factories/wallet.js';

/** Sequences of commands; the whole of it is 2,000: `WALLET_SEQUENCES=2000`. */
const SEQUENCES = Number(process.env['WALLET_SEQUENCES'] ?? '20');
/** The same sequences each time; another seed finds others. */
const SEED = Number(process.env['WALLET_SEED'] ?? '20261130');

/** A process that dies before it commits, or after and is asked again. */
const CRASHES = ['none', 'before-commit', 'after-commit'] as const;

interface Step {
  command: 'credit' | 'place' | 'pay' | 'close' | 'pay-late' | 'give-back';
  crash: (typeof CRASHES)[number];
  /** Chooses an order, and an amount, of whatever there is. */
  which: number;
  amount: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  command: fc.constantFrom('credit', 'place', 'place', 'pay', 'close', 'pay-late', 'give-back'),
  crash: fc.constantFrom(...CRASHES),
  which: fc.nat(),
  amount: fc.integer({ min: 1, max: 60_000 }),
});

/** A balance on paper: one sum, and what each order took of it. */
interface Paper {
  balance: number;
  orders: { id: string; amount: number; state: 'held' | 'paid' | 'closed'; back: number }[];
}

class Crash extends Error {}

let shop: TestShop;
let wallet: Wallet;
let lots: Lots;
beforeAll(async () => {
  shop = await aShop();
  wallet = shop.app.get(Wallet, { strict: false });
  lots = shop.app.get(Lots, { strict: false });
});
afterAll(() => shop.close());

/** Does it as a process would that crashes at that point and begins again. */
async function survived<T>(crash: Step['crash'], work: (tx: Tx) => Promise<T>): Promise<T> {
  if (crash === 'before-commit') {
    const lost = inTransaction(shop.db, async (tx) => {
      await work(tx);
      throw new Crash();
    });
    await lost.catch(() => undefined);
  }
  const answer = await inTransaction(shop.db, work);
  return crash === 'after-commit' ? inTransaction(shop.db, work) : answer;
}

/** One command on the wallet and on paper; what cannot be is left out. */
async function take(shopperId: string, paper: Paper, { command, crash, ...given }: Step) {
  const among = (state: 'held' | 'paid' | 'closed') => {
    const fitting = paper.orders.filter((order) => order.state === state);
    return fitting[given.which % Math.max(1, fitting.length)];
  };
  const amountFen = fen(given.amount);
  if (command === 'credit') await credit(shopperId, paper, crash, amountFen, given.which);
  if (command === 'place') {
    const id = anId(shop);
    const placing = survived(crash, (tx) => wallet.hold(tx, { shopperId, orderId: id, amountFen }));
    if (amountFen > paper.balance) {
      await expect(placing).rejects.toMatchObject({ code: 'BALANCE_INSUFFICIENT' });
      return;
    }
    await placing;
    paper.balance -= amountFen;
    paper.orders.push({ id, amount: amountFen, state: 'held', back: 0 });
  }
  const waiting = among('held');
  if (command === 'pay' && waiting) {
    await survived(crash, (tx) => wallet.capture(tx, [waiting.id]));
    waiting.state = 'paid';
  }
  if (command === 'close' && waiting) {
    await survived(crash, (tx) => wallet.release(tx, waiting.id));
    waiting.state = 'closed';
    paper.balance += waiting.amount;
  }
  const closed = among('closed');
  if (command === 'pay-late' && closed) {
    const tender = { shopperId, orderId: closed.id, amountFen: fen(closed.amount) };
    const holds = await survived(crash, (tx) => wallet.tryHoldAgain(tx, tender));
    expect(holds).toBe(closed.amount <= paper.balance);
    if (!holds) return;
    closed.state = 'held';
    paper.balance -= closed.amount;
  }
  const bought = among('paid');
  if (command === 'give-back' && bought) await refund(paper, bought, crash, given.amount);
}

async function credit(
  shopperId: string,
  paper: Paper,
  crash: Step['crash'],
  principalFen: Fen,
  which: number,
): Promise<void> {
  const bonusFen = fen(which % 30_000);
  const lot = { id: anId(shop), shopperId, source: 'import' as const, principalFen, bonusFen };
  await survived(crash, (tx) => lots.credit(tx, lot));
  paper.balance += principalFen + bonusFen;
}

async function refund(
  paper: Paper,
  order: Paper['orders'][number],
  crash: Step['crash'],
  wanted: number,
): Promise<void> {
  const amountFen = fen(Math.min(wanted, order.amount - order.back));
  if (amountFen === 0) return;
  const back = { orderId: order.id, refundId: anId(shop), amountFen };
  await survived(crash, (tx) => wallet.giveBack(tx, back));
  order.back += amountFen;
  paper.balance += amountFen;
}

describe('given any sequence of recharges, orders and refunds, with crashes in between', () => {
  it('then the balance is what paper says after each, and full refunds leave every lot as it was', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const shopperId = anId(shop);
        const paper: Paper = { balance: 0, orders: [] };
        for (const one of steps) {
          await take(shopperId, paper, one);
          const { principal, bonus, held } = await balanceOf(shop, shopperId);
          expect(principal + bonus).toBe(paper.balance);
          const waiting = paper.orders.filter(({ state }) => state === 'held');
          const heldFen = waiting.reduce((sum, { amount }) => sum + amount, 0);
          expect(held.principal + held.bonus).toBe(heldFen);
        }
        await everythingBack(shopperId, paper);
      }),
      { numRuns: SEQUENCES, seed: SEED },
    ));

  it('then the books balance', () => expectCleanAudit(shop));
});

/** Closes and refunds all there is: then every lot holds what it was given. */
async function everythingBack(shopperId: string, paper: Paper): Promise<void> {
  for (const order of paper.orders) {
    if (order.state === 'held') await survived('none', (tx) => wallet.release(tx, order.id));
    if (order.state === 'paid') await refund(paper, order, 'none', order.amount);
  }
  const notWhole = await shop.db.query(
    `SELECT id FROM wallet_lot WHERE shopper_id = ?
       AND (principal_left_fen <> principal_fen OR bonus_left_fen <> bonus_fen)`,
    [shopperId],
  );
  expect(notWhole).toEqual([]);
}
