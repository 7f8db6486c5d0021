import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import type { MoneyLine, MoneyOutcome } from './difference.js';
import { findDifferences, findFundsDifferences, type BillLine } from './find-differences.js';

const line = (over: Partial<BillLine> = {}): BillLine => ({
  ...{ subject: 'payment', number: 'A', wechatNo: 'wx-A', amountFen: fen(500), outcome: 'done' },
  ...over,
});
const differ = (bill: BillLine[], ours: MoneyLine[], late: string[] = []) =>
  findDifferences({
    ...{ bill, named: ours, done: ours.filter(({ outcome }) => outcome === 'done') },
    isBilledAnotherDay: ({ number }) => late.includes(number),
  }).map(({ kind, cause, number }) => ({ kind, cause, number }));

describe('given a bill and the books', () => {
  it('when both say the same, then nothing differs', () =>
    expect(differ([line()], [line()])).toEqual([]));

  it('when the bill has what the books do not know, then it is missing here', () =>
    expect(differ([line()], [])).toEqual([{ kind: 'missing-here', cause: null, number: 'A' }]));

  it('when a number comes twice, then the second is missing here, as a duplicate', () => {
    const again = line({ wechatNo: 'wx-B' });
    const missing = { kind: 'missing-here', cause: 'duplicate', number: 'A' };
    expect(differ([line(), again], [line()])).toEqual([missing]);
    expect(differ([again, line()], [line()])).toEqual([missing, missing]);
  });

  it('when the bill lacks what was done, then it is missing there, or late', () => {
    const missing = { kind: 'missing-there', number: 'A' };
    expect(differ([], [line()])).toEqual([{ ...missing, cause: null }]);
    expect(differ([], [line()], ['A'])).toEqual([{ ...missing, cause: 'late' }]);
  });

  it('when the amounts differ, then that is told before any state', () =>
    expect(differ([line()], [line({ amountFen: fen(501), outcome: 'open' })])).toEqual([
      { kind: 'amount', cause: null, number: 'A' },
    ]));

  it.each<[MoneyOutcome, MoneyOutcome, string | null]>([
    ['done', 'done', null],
    ['done', 'open', 'unknown-outcome'],
    ['done', 'failed', 'contradiction'],
    ['failed', 'done', 'contradiction'],
    ['failed', 'open', 'unknown-outcome'],
    ['failed', 'failed', null],
    ['open', 'done', null],
    ['open', 'open', null],
    ['open', 'failed', null],
  ])('when the bill says %s and the books %s, then %s', (theirs, ours, expected) => {
    const found = differ([line({ outcome: theirs })], [line({ outcome: ours })]);
    const told = found.filter(({ kind }) => kind === 'state');
    expect(told.map(({ cause }) => cause ?? 'contradiction')).toEqual(expected ? [expected] : []);
  });

  it('when numbers of a payment and a refund are the same, then they are two', () =>
    expect(differ([line({ subject: 'refund' })], [line()])).toHaveLength(2));

  it('when lines are lost on either side, then exactly those are found', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('both', 'here', 'there')), (sides) => {
        const all = sides.map((side, at) => ({ side, ...line({ number: `n${at}` }) }));
        const of = (side: string) => all.filter((one) => one.side === side || one.side === 'both');
        const found = differ(of('there'), of('here'));
        expect(new Set(found.map(({ kind, number }) => `${kind} ${number}`))).toEqual(
          new Set(
            all
              .filter(({ side }) => side !== 'both')
              .map(({ side, number }) =>
                side === 'here' ? `missing-there ${number}` : `missing-here ${number}`,
              ),
          ),
        );
      }),
    ));
});

describe('given a trade bill and the fund flow', () => {
  const net = (wechatNo: string, amount: number) => ({ wechatNo, netFen: fen(amount) });
  const differ = (trades: ReturnType<typeof net>[], funds: ReturnType<typeof net>[]) => {
    const nets = new Map(funds.map(({ wechatNo, netFen }) => [wechatNo, netFen]));
    const traded = new Set(trades.map(({ wechatNo }) => wechatNo));
    return findFundsDifferences({
      ...{ trades, funds },
      ...{ fundsOf: (no) => nets.get(no), isTraded: (no) => traded.has(no) },
    }).map(({ kind, number, oursFen, theirsFen }) => [kind, number, oursFen, theirsFen]);
  };

  it('when what is left of each number is the same, then nothing differs', () =>
    expect(differ([net('A', 497), net('B', -100)], [net('B', -100), net('A', 497)])).toEqual([]));

  it('when they differ, lack or add one, then each is told', () =>
    expect(differ([net('A', 497), net('B', 10)], [net('A', 500), net('C', 5)])).toEqual([
      ['amount', 'A', 497, 500],
      ['missing-there', 'B', 10, null],
      ['missing-here', 'C', null, 5],
    ]));
});
