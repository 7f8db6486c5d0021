import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import { refusalToAskFapiao } from './fapiao-request.js';

const paid = { state: 'to-ship', totalFen: fen(100), refundedFen: fen(0) } as const;

describe('whether a fapiao may be asked for', () => {
  it('given a paid order, then it may, and changed until it is issued', () => {
    expect(refusalToAskFapiao(paid, null)).toBeNull();
    expect(refusalToAskFapiao(paid, 'requested')).toBeNull();
    expect(refusalToAskFapiao(paid, 'issued')).toBe('FAPIAO_STATE');
  });
  it.each(['awaiting-payment', 'closed'] as const)('given one that is %s, then not', (state) =>
    expect(refusalToAskFapiao({ ...paid, state }, null)).toBe('FAPIAO_STATE'),
  );
  it('given all of it went back, then there is nothing to issue for', () => {
    expect(refusalToAskFapiao({ ...paid, refundedFen: fen(99) }, null)).toBeNull();
    expect(refusalToAskFapiao({ ...paid, refundedFen: fen(100) }, null)).toBe('FAPIAO_STATE');
  });
});
