import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import {
  fitsTransfer,
  isTransferEnded,
  mayMoveTransfer,
  TRANSFER_STATES,
  type TransferLimits,
} from './transfer-state.js';

/**
 * WeChat's document, move by move; the table must say the same and no more. What WeChat has not
 * answered for can be cancelled too.
 */
const LEGAL = `
requested > accepted, requested > processing, requested > awaiting-confirmation
requested > transferring, requested > canceling, requested > succeeded, requested > failed, requested > cancelled
accepted > processing, accepted > awaiting-confirmation, accepted > transferring
accepted > canceling, accepted > succeeded, accepted > failed, accepted > cancelled
processing > awaiting-confirmation, processing > transferring, processing > canceling
processing > succeeded, processing > failed, processing > cancelled
awaiting-confirmation > transferring, awaiting-confirmation > canceling
awaiting-confirmation > succeeded, awaiting-confirmation > failed
awaiting-confirmation > cancelled
transferring > succeeded, transferring > failed
canceling > succeeded, canceling > failed, canceling > cancelled`
  .split(/[,\n]/)
  .map((move) => move.trim())
  .filter((move) => move !== '');

describe('a merchant transfer', () => {
  it('given any two states, then it moves between them exactly where the list says so', () => {
    const moves = TRANSFER_STATES.flatMap((from) =>
      TRANSFER_STATES.filter((to) => mayMoveTransfer(from, to)).map((to) => `${from} > ${to}`),
    );
    expect(moves.sort()).toEqual(LEGAL.sort());
  });

  it('given it has ended, then nothing moves it', () => {
    expect(TRANSFER_STATES.filter(isTransferEnded)).toEqual(['succeeded', 'failed', 'cancelled']);
  });
});

describe('what WeChat takes at once', () => {
  const limits: TransferLimits = {
    minFen: fen(10),
    maxFen: fen(500_000),
    namedFromFen: fen(200_000),
  };
  const fits = (amountFen: number, payeeName: string | null = null, own = limits) =>
    fitsTransfer({ amountFen: fen(amountFen), payeeName }, own);

  it('given its least and its most, then both fit, and a fen beyond does not', () => {
    expect([9, 10].map((amountFen) => fits(amountFen))).toEqual([false, true]);
    expect([500_000, 500_001].map((amountFen) => fits(amountFen, '林小满'))).toEqual([true, false]);
    expect(fits(9_999_999, '林小满', { ...limits, maxFen: null })).toBe(true);
  });

  it('given ¥2,000 or more, then it is for somebody with a name', () => {
    expect([199_999, 200_000].map((amountFen) => fits(amountFen))).toEqual([true, false]);
    expect(fits(200_000, '')).toBe(false);
    expect(fits(200_000, '林小满')).toBe(true);
  });
});
