import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import { decidedChannel, refundChannel } from './refund-channel.js';

const PAID_AT = new Date('2025-11-30T04:00:00Z');
const limits = { minFen: fen(10), maxFen: fen(500_000), namedFromFen: fen(200_000) };
const channel = (now: string, amountFen = 10_000, own: typeof limits | null = limits) =>
  refundChannel({ paidAt: PAID_AT, amountFen: fen(amountFen), limits: own }, new Date(now));

describe('how money goes back', () => {
  it('given a year less an instant, then through WeChat; from then on by a transfer', () => {
    expect(channel('2026-11-30T03:59:59.999Z')).toBe('wechat');
    expect(channel('2026-11-30T04:00:00Z')).toBe('transfer');
  });

  it('given the shop may not transfer it, then outside WeChat', () => {
    const later = '2027-01-01T00:00:00Z';
    expect(channel(later, 10_000, null)).toBe('offline');
    expect([9, 10, 500_000, 500_001].map((amountFen) => channel(later, amountFen))).toEqual([
      ...['offline', 'transfer', 'transfer', 'offline'],
    ]);
  });

  it('given an operator names a payment of their own, then it may stand for a transfer alone', () => {
    const named = (possible: Parameters<typeof decidedChannel>[0]) => [
      decidedChannel(possible, null),
      decidedChannel(possible, '工行转账 0042'),
    ];
    expect(named('wechat')).toEqual(['wechat', null]);
    expect(named('transfer')).toEqual(['transfer', 'offline']);
    expect(named('offline')).toEqual([null, 'offline']);
  });
});
