import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aCrowd } from '../../../factories/crowd.js';
import { aGroupBuy } from '../../../factories/group-buy.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { setSwitches } from '../../../factories/shopper.js';
import * as life from './team-life.js';

const RUNS = 6;
const STEPS_MAX = 40;
const PEOPLE = 5;

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

const some = fc.nat(63);
const commands = fc.commands<life.Model, life.Real, false>(
  [
    some.map((number) => new life.Opens(number)),
    some.map((number) => new life.Joins(number)),
    some.map((number) => new life.Joins(number)),
    some.map((number) => new life.Pays(number)),
    some.map((number) => new life.Pays(number)),
    some.map((number) => new life.Hears(number)),
    some.map((number) => new life.Hears(number)),
    some.map((number) => new life.Cancels(number)),
    some.map((number) => new life.Leaves(number)),
    fc.constantFrom(1, 9, 20).map((number) => new life.Waits(number)),
    some.map((number) => new life.Sweep(number)),
  ],
  { size: 'max', maxCommands: STEPS_MAX },
);

/** Every run begins with a team that others may join. */
const aLedTeam = () => [new life.Opens(0), new life.Pays(0), new life.Hears(0)];

describe('the life of teams', () => {
  it.each(['seat-elsewhere', 'refund'] as const)(
    'given late payers are to get %s, and news that comes twice, late and out of order, then it follows its table',
    async (latePayer) => {
      let orders = 0;
      await fc.assert(
        fc.asyncProperty(commands, async (steps) => {
          operator = await anOperator(shop);
          const groupBuy = await aGroupBuy(shop, { size: 3, latePayer }, operator);
          await setSwitches(shop, { notifyLost: false, notifyCopies: 2, notifyOutOfOrder: true });
          const people = await aCrowd(shop, PEOPLE);
          const real: life.Real = { groupBuy, people, orders: [], teamIds: [] };
          const model = life.aModel();
          await life.known(real);
          for (const step of aLedTeam()) await step.run(model, real);
          await fc.asyncModelRun(() => ({ model, real }), steps);
          await life.expectSettled(model, real);
          await expectCleanAudit(shop);
          orders += real.orders.length;
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      // The leader of each and at least one more on the whole: the runs are not empty.
      expect(orders).toBeGreaterThan(RUNS);
    },
  );
});
