import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertPostable, unbalancedUnits, type Posting } from './postings.js';

const recharge: Posting[] = [
  { account: 'wallet.principal', amount: 300_000 },
  { account: 'wallet.bonus', amount: 100_000 },
  { account: 'shop.wechat', amount: -300_000 },
  { account: 'shop.bonus-given', amount: -100_000 },
];

describe('the postings of an entry', () => {
  it('given what was received came from somewhere, then they balance', () => {
    expect(unbalancedUnits(recharge)).toEqual([]);
    expect(() => assertPostable(recharge)).not.toThrow();
  });

  it('given fen and points that would make up for each other, then neither balances', () => {
    const postings: Posting[] = [
      { account: 'wallet.principal', amount: 1 },
      { account: 'points.active', amount: -1 },
    ];
    expect(unbalancedUnits(postings)).toEqual(['fen', 'points']);
    expect(() => assertPostable(postings)).toThrow('does not balance: fen,points');
  });

  it('given any amount is changed by anything, then they do not balance', () =>
    fc.assert(
      fc.property(fc.nat(recharge.length - 1), fc.integer({ min: 1 }), (at, more) => {
        const changed = recharge.map((posting, index) => ({
          ...posting,
          amount: posting.amount + (index === at ? more : 0),
        }));
        expect(unbalancedUnits(changed)).toEqual(['fen']);
      }),
    ));

  it('given a fraction, one side or an account twice, then they are no entry', () => {
    const [principal] = recharge;
    expect(() => assertPostable([{ ...principal!, amount: 0.5 }, principal!])).toThrow('whole');
    expect(() => assertPostable([principal!])).toThrow('two sides');
    expect(() => assertPostable([principal!, { ...principal!, amount: -300_000 }])).toThrow(
      'an account twice',
    );
  });

  it('given nothing moves, then only a shopper’s account may say so', () => {
    const told: Posting[] = [...recharge.slice(0, 1), { account: 'wallet.bonus', amount: 0 }];
    const paid: Posting = { account: 'shop.wechat', amount: -300_000 };
    expect(() => assertPostable([...told, paid])).not.toThrow();
    expect(() => assertPostable([...told, paid, { account: 'shop.sales', amount: 0 }])).toThrow(
      'nothing moves in shop.sales',
    );
  });
});
