import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../../../../shared/src/money.js';
import { pointsExpiry } from '../../../../shared/src/points/expiry.js';
import { EarnPoints } from '../../../../server/src/membership/points/earning/earn-points.service.js';
import { GrantPoints } from '../../../../server/src/membership/points/lots/grant-points.service.js';
import { Points } from '../../../../server/src/membership/points/spending/points.service.js';
import { newId } from '../../../../server/src/platform/new-id.js';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { inTransaction, type Tx } from '../../../../server/src/platform/transaction.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aMember, balancesOf, setPoints } from '../../../factories/points.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { PointsOnPaper } from './model.js';

/** A hundredth of what `POINTS_SEQUENCES=2000` runs. */
const SEQUENCES = Number(process.env['POINTS_SEQUENCES'] ?? '20');
/** The same lives each time; another seed lives others. */
const SEED = Number(process.env['POINTS_SEED'] ?? '20261118');
const STEPS = { minLength: 30, maxLength: 60 };
const STEP_MS = 1_000;
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 60_000 + SEQUENCES * 10_000;
const EXPIRY_MONTHS = 2;

const DEEDS = [
  ...['earn', 'earn', 'refund', 'refund', 'grant', 'hold', 'hold', 'capture'],
  ...['release', 'again', 'give-back', 'give-back', 'wait'],
] as const;
const someStep = fc.record({
  what: fc.constantFrom(...DEEDS),
  /** Which of those there are, and how much of it. */
  pick: fc.nat(1_000),
  share: fc.integer({ min: 1, max: 100 }),
  /** The server dies before it commits, and does it again. */
  dies: fc.boolean(),
  /** It is told twice. */
  twice: fc.boolean(),
});
type Step = typeof someStep extends fc.Arbitrary<infer S> ? S : never;

class Death extends Error {}

let shop: TestShop;
const seen = new Set<string>();
beforeAll(async () => {
  shop = await aShop();
  const redeem = { pointsPerYuan: 100, capBps: 10_000, pointsMin: 0 };
  await setPoints(shop, { expiryMonths: EXPIRY_MONTHS, redeem });
});
afterAll(() => shop.close());

/** Does it in one transaction, perhaps not at the first attempt, perhaps once more than asked. */
async function done<T>({ dies, twice }: Step, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (dies) {
    const dying = inTransaction(shop.db, async (tx) => {
      await work(tx);
      throw new Death();
    });
    await expect(dying).rejects.toBeInstanceOf(Death);
  }
  const first = await inTransaction(shop.db, work);
  if (twice) await inTransaction(shop.db, work);
  return first;
}

/** One life, on the server and on paper. */
class Life {
  readonly paper = new PointsOnPaper();
  private readonly earning = shop.app.get(EarnPoints, { strict: false });
  private readonly grants = shop.app.get(GrantPoints, { strict: false });
  private readonly points = shop.app.get(Points, { strict: false });

  constructor(readonly shopperId: string) {}

  async take(step: Step): Promise<void> {
    shop.clock.advance(STEP_MS);
    const now = shop.clock.now();
    if (step.what === 'earn') return this.earn(step, now);
    if (step.what === 'grant') return this.grant(step, now);
    if (step.what === 'hold') return this.hold(step);
    if (step.what === 'refund') return this.refund(step);
    if (step.what === 'wait') return this.wait(step);
    return this.move(step, step.what);
  }

  private async earn(step: Step, now: Date): Promise<void> {
    const [orderId, paidFen] = [newId(now), step.share * 97];
    const afterSaleUntil = new Date(now.getTime() + 14 * DAY_MS);
    const { shopperId } = this;
    const purchase = { orderId, shopperId, leftFen: fen(paidFen), paidAt: now, afterSaleUntil };
    await done(step, (tx) => this.earning.earn(tx, purchase));
    this.paper.earn(orderId, paidFen, afterSaleUntil.getTime(), expiryOf(afterSaleUntil));
  }

  private async grant(step: Step, now: Date): Promise<void> {
    const grant = {
      shopperId: this.shopperId,
      points: step.share,
      source: 'test',
      key: newId(now),
    };
    await done(step, (tx) => this.grants.grant(tx, grant));
    this.paper.grant(step.share, now.getTime(), expiryOf(now));
  }

  private async hold(step: Step): Promise<void> {
    const orderId = newId(shop.clock.now());
    const { active } = this.paper.balances();
    // Mostly a share of what is there; now and then whatever it is.
    const isShare = active > 0 && step.pick % 4 > 0;
    const amountFen = fen(isShare ? Math.ceil((active * step.share) / 100) : step.share);
    const hold = { shopperId: this.shopperId, orderId, amountFen };
    const expected = this.paper.hold(orderId, amountFen);
    const asked = () =>
      done({ ...step, dies: step.dies && expected }, (tx) => this.points.hold(tx, hold));
    if (expected) await asked();
    else await expect(asked()).rejects.toMatchObject({ code: 'POINTS_INSUFFICIENT' });
    seen.add(`hold ${expected}`);
  }

  private async refund(step: Step): Promise<void> {
    const found = chosen(this.paper.earnings, step.pick);
    if (!found) return;
    const [orderId, { leftFen: before }] = found;
    const leftFen = Math.floor((before * (100 - step.share)) / 100);
    const refundId = newId(shop.clock.now());
    const returned = { orderId, shopperId: this.shopperId, refundId, leftFen: fen(leftFen) };
    await done(step, (tx) => this.earning.takeBack(tx, returned));
    this.paper.refund(orderId, leftFen);
    if (this.paper.balances().active < 0) seen.add('below zero');
  }

  private async wait({ share }: Step): Promise<void> {
    shop.clock.advance(share * (DAY_MS / 2));
    await shop.app.get(Sweeps).runNow('points.activate');
    await shop.app.get(Sweeps).runNow('points.expire');
    this.paper.tick(shop.clock.now().getTime());
  }

  private async move(
    step: Step,
    what: 'capture' | 'release' | 'again' | 'give-back',
  ): Promise<void> {
    const found = chosen(this.paper.holds, step.pick);
    if (!found) return;
    const [orderId, { state, points, backFen }] = found;
    seen.add(`${what} of ${state}`);
    if (what === 'capture') {
      await done(step, (tx) => this.points.capture(tx, [orderId]));
      this.paper.capture(orderId);
    } else if (what === 'release') {
      await done(step, (tx) => this.points.release(tx, orderId));
      this.paper.release(orderId);
    } else if (what === 'again') {
      const expected = this.paper.holdAgain(orderId);
      expect(await done(step, (tx) => this.points.tryHoldAgain(tx, orderId))).toBe(expected);
    } else if (state === 'captured' && backFen < points) {
      const amountFen = fen(Math.ceil(((points - backFen) * step.share) / 100));
      const back = { orderId, refundId: newId(shop.clock.now()), amountFen };
      await done(step, (tx) => this.points.giveBack(tx, back));
      this.paper.giveBack(orderId, amountFen);
    }
  }
}

function expiryOf(activeAt: Date): number {
  return pointsExpiry(activeAt, EXPIRY_MONTHS)!.getTime();
}

function chosen<T>(from: ReadonlyMap<string, T>, pick: number): [string, T] | undefined {
  const all = [...from];
  return all[pick % Math.max(1, all.length)];
}

async function lefts(shopperId: string): Promise<number[]> {
  const sql = 'SELECT points_left AS points FROM point_lot WHERE shopper_id = ? ORDER BY id';
  const found: { points: number }[] = await shop.db.query(sql, [shopperId]);
  return found.map(({ points }) => points);
}

describe('the life of points', () => {
  it(
    'given any lives, with deaths in between and everything told twice, then they are as on paper',
    async () => {
      const lives = fc.array(someStep, { ...STEPS, size: 'max' });
      await fc.assert(
        fc.asyncProperty(lives, async (steps) => {
          const life = new Life(await aMember(shop));
          for (const step of steps) {
            await life.take(step);
            const told = `after ${step.what}`;
            expect([told, await balancesOf(shop, life.shopperId)]).toEqual([
              told,
              life.paper.balances(),
            ]);
            expect([told, await lefts(life.shopperId)]).toEqual([told, life.paper.lefts()]);
          }
        }),
        { numRuns: SEQUENCES, seed: SEED, endOnFailure: true },
      );
      await shop.settle();
      await expectCleanAudit(shop);
      expect(seen).toContain('below zero');
      for (const what of ['capture of held', 'release of held', 'again of released'])
        expect(seen).toContain(what);
      for (const what of ['give-back of captured', 'hold true', 'hold false'])
        expect(seen).toContain(what);
    },
    TIMEOUT_MS,
  );
});
