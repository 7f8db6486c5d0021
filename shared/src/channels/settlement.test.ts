import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, sumFen, type Fen } from '../money.js';
import { settle } from './settlement.js';

const owedOn = (amounts: Record<string, number>): Map<string, Fen> =>
  new Map(Object.entries(amounts).map(([day, amount]) => [day, fen(amount)]));
const NOTHING = owedOn({});
const FIRST = { fromDay: '2026-03-01', carriedFen: fen(0) };
const APRIL = { fromDay: '2026-04-01', carriedFen: fen(0) };

describe('given what a channel is owed by day', () => {
  it('then the first statement has each day that comes to something', () => {
    const made = settle(owedOn({ '2026-03-02': 500, '2026-03-01': 300 }), NOTHING, FIRST);
    expect(made).toMatchObject({ totalFen: 800, payableFen: 800, carryFen: 0 });
    expect(made.lines.map(({ day, isCorrection }) => [day, isCorrection])).toEqual([
      ['2026-03-01', false],
      ['2026-03-02', false],
    ]);
  });

  it('when an order was refunded after its day was settled, then the next statement takes it back', () => {
    const settled = owedOn({ '2026-03-01': 300, '2026-03-02': 500 });
    const owed = owedOn({ '2026-03-01': 300, '2026-03-02': 100, '2026-04-05': 900 });
    const made = settle(owed, settled, APRIL);
    expect(made.lines).toEqual([
      { day: '2026-03-02', owedFen: 100, amountFen: -400, isCorrection: true },
      { day: '2026-04-05', owedFen: 900, amountFen: 900, isCorrection: false },
    ]);
    expect(made.payableFen).toBe(500);
  });

  it('when more is taken back than is owed, then nothing is payable and the rest is carried', () => {
    const gone = settle(NOTHING, owedOn({ '2026-03-02': 500 }), APRIL);
    expect(gone).toMatchObject({ totalFen: -500, payableFen: 0, carryFen: -500 });
    const next = { fromDay: '2026-05-01', carriedFen: gone.carryFen };
    const made = settle(owedOn({ '2026-05-01': 800 }), NOTHING, next);
    expect(made).toMatchObject({ totalFen: 800, carriedFen: -500, payableFen: 300, carryFen: 0 });
  });

  it('then however what is owed changes, all statements together come to what is owed at last', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-04-01', '2026-05-01'];
    const amounts = fc.tuple(...days.map(() => fc.nat(10_000)));
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 8 }), (rounds) => {
        const settled = new Map<string, Fen>();
        let [paidFen, carriedFen] = [0, fen(0)];
        for (const round of rounds) {
          const owed = new Map(days.map((day, at) => [day, fen(round[at] ?? 0)]));
          const made = settle(owed, settled, { fromDay: '2026-04-01', carriedFen });
          for (const { day, amountFen } of made.lines) {
            settled.set(day, fen((settled.get(day) ?? 0) + amountFen));
          }
          expect(made.payableFen).toBeGreaterThanOrEqual(0);
          paidFen += made.payableFen;
          carriedFen = made.carryFen;
        }
        expect(paidFen + carriedFen).toBe(sumFen((rounds.at(-1) ?? []).map(fen)));
      }),
    );
  });
});
