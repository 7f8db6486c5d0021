import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { chosenTenders, type Purse } from './tender-choice.js';

/** ¥100 of goods, ¥10 off them, ¥8 of freight. */
const quote = { goodsFen: fen(10_000), discountFen: fen(1_000), totalFen: fen(9_800) };
/** A hundred points a yuan, up to half of the goods. */
const rules = { pointsPerYuan: 100, capBps: 5_000, pointsMin: 100 };
const purse: Purse = {
  points: { active: 2_000, rules },
  balanceFen: fen(5_000),
  confirmAboveFen: fen(4_999),
};
const both = { points: true, balance: true };

describe('given points worth ¥20 and a balance of ¥50', () => {
  it('when nothing is chosen, then WeChat pays all of it', () =>
    expect(chosenTenders(quote, purse, { points: false, balance: false })).toMatchObject({
      points: { points: 2_000, amountFen: 2_000 },
      balanceFen: 5_000,
      paidBy: { pointsFen: 0, balanceFen: 0, wechatFen: 9_800 },
      mustConfirm: false,
    }));
  it('when both are, then points come first and WeChat pays the rest', () =>
    expect(chosenTenders(quote, purse, both).paidBy).toEqual({
      pointsFen: 2_000,
      balanceFen: 5_000,
      wechatFen: 2_800,
    }));
  it('when the balance takes a fen more than the shop lets pass, then it is confirmed', () => {
    expect(chosenTenders(quote, purse, both).mustConfirm).toBe(true);
    const passing = { ...purse, confirmAboveFen: fen(5_000) };
    expect(chosenTenders(quote, passing, both).mustConfirm).toBe(false);
  });
});

it('given a balance of more than the total, then it pays what points leave, and nothing is left', () => {
  const rich = { ...purse, balanceFen: fen(90_000) };
  const { balanceFen, paidBy } = chosenTenders(quote, rich, both);
  expect(balanceFen).toBe(7_800);
  expect(paidBy).toEqual({ pointsFen: 2_000, balanceFen: 7_800, wechatFen: 0 });
});

it('given a shop that takes no points, then none are offered', () =>
  expect(chosenTenders(quote, { ...purse, points: null }, both).points).toEqual({
    points: 0,
    amountFen: 0,
  }));

it('given any purchase and purse, then the parts make up the total and none is negative', () =>
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(5_000), fc.nat(2_000_000), fc.nat(900_000), (...some) => {
      const [goods, freight, balance, active] = some;
      const bought = { goodsFen: fen(goods), discountFen: fen(0), totalFen: fen(goods + freight) };
      const had = { ...purse, points: { active, rules }, balanceFen: fen(balance) };
      const { paidBy } = chosenTenders(bought, had, both);
      expect(Object.values(paidBy).every((part) => part >= 0)).toBe(true);
      expect(paidBy.pointsFen + paidBy.balanceFen + paidBy.wechatFen).toBe(bought.totalFen);
    }),
  ));
