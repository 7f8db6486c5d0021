import { describe, expect, it } from '@jest/globals';
import { fen, type Order } from '@siyu/shared';
import { sinceParts, tenderParts } from './tender-parts';

const paidBy = { pointsFen: fen(1_000), balanceFen: fen(3_000), wechatFen: fen(6_000) };
const anOrder = (over: Partial<Order>) =>
  ({ state: 'to-ship', closeReason: null, refundedFen: fen(0), paidBy, ...over }) as Order;
const amounts = (order: Order) => sinceParts(order).map(({ amountFen }) => amountFen);

describe('given an order of ¥100, paid by points, balance and WeChat', () => {
  it('then each part has its line', () =>
    expect(amounts(anOrder({}))).toEqual([1_000, 3_000, 6_000]));
  it('when half went back, then it says how much of it to where', () =>
    expect(amounts(anOrder({ refundedFen: fen(5_000) }))).toEqual([
      ...[1_000, 3_000, 6_000],
      ...[5_000, 500, 1_500, 3_000],
    ]));
  it('when it was never paid, then nothing is said to have paid it', () =>
    expect(amounts(anOrder({ state: 'closed', closeReason: 'expired' }))).toEqual([]));
});

it('given an order that WeChat alone pays, then there is no line of it', () => {
  const wechat = { pointsFen: fen(0), balanceFen: fen(0), wechatFen: fen(10_000) };
  expect(tenderParts(wechat)).toEqual([]);
  expect(amounts(anOrder({ paidBy: wechat, refundedFen: fen(1) }))).toEqual([1]);
});
