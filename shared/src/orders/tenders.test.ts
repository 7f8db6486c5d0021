import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, sumFen, type Fen } from '../money.js';
import { refundByTender, tendersOf, type Tenders } from './tenders.js';

const TENDERS = ['pointsFen', 'balanceFen', 'wechatFen'] as const;
const tenders = (pointsFen: number, balanceFen: number, wechatFen: number): Tenders => ({
  ...{ pointsFen: fen(pointsFen), balanceFen: fen(balanceFen), wechatFen: fen(wechatFen) },
});
const sum = (given: Tenders) => sumFen(TENDERS.map((one) => given[one]));
const refund = (paid: Tenders, backFen: number, moreFen: number) =>
  refundByTender(paid, fen(backFen), fen(moreFen));

describe('given an order of ¥100, ¥10 of it by points, ¥30 by balance', () => {
  const paid = tendersOf({ totalFen: fen(10_000), pointsFen: fen(1_000), balanceFen: fen(3_000) });

  it('then the rest is paid through WeChat', () => expect(paid.wechatFen).toBe(6_000));

  it('case 34: when a third goes back, then each tender gets its share of it', () => {
    expect(refund(paid, 0, 3_333)).toEqual(tenders(333, 1_000, 2_000));
  });

  it('case 34: when the rest goes back after that, then each has all that it gave', () => {
    expect(refund(paid, 3_333, 6_667)).toEqual(tenders(667, 2_000, 4_000));
  });

  it('when a single fen goes back, then through WeChat, which gave the most', () => {
    expect(refund(paid, 0, 1)).toEqual(tenders(0, 0, 1));
  });
});

describe('given an order that one tender pays alone', () => {
  it.each([tenders(500, 0, 0), tenders(0, 500, 0), tenders(0, 0, 500)])(
    'then it gets all of every refund: %j',
    (paid) => {
      const part = refund(paid, 0, 123);
      expect(sum(part)).toBe(123);
      for (const tender of TENDERS) expect(part[tender]).toBe(paid[tender] === 0 ? 0 : 123);
    },
  );

  it('when it costs nothing, then nothing goes back', () =>
    expect(refund(tenders(0, 0, 0), 0, 0)).toEqual(tenders(0, 0, 0)));
});

describe('given any order and any refunds of it', () => {
  const share = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 3_000_000_000 }),
  );
  const anyOrder = fc.tuple(share, share, share).map((parts) => tenders(...parts));
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

  it('then parts sum to each refund, none is negative or above what was given, and all in all it is what one refund would be', () =>
    fc.assert(
      fc.property(anyOrder, cuts, (paid, at) => {
        const totalFen = sum(paid);
        const steps = [...at.map((one) => Math.floor(one * totalFen)), totalFen].sort(ascending);
        const had = { ...tenders(0, 0, 0) };
        let backFen: Fen = fen(0);
        for (const upTo of steps) {
          const moreFen = fen(upTo - backFen);
          const part = refundByTender(paid, backFen, moreFen);
          expect(sum(part)).toBe(moreFen);
          for (const tender of TENDERS) {
            expect(part[tender]).toBeGreaterThanOrEqual(0);
            had[tender] = fen(had[tender] + part[tender]);
          }
          backFen = fen(upTo);
          expect(had).toEqual(refundByTender(paid, fen(0), backFen));
        }
        expect(had).toEqual(paid);
      }),
    ));
});

function ascending(a: number, b: number): number {
  return a - b;
}
