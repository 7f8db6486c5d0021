import { describe, expect, it } from '@jest/globals';
import { isTransferEnded, mayMoveTransfer, TRANSFER_STATES } from './transfer-state.js';

/** WeChat's document, move by move; the table must say the same and no more. */
const LEGAL = `
requested > accepted, requested > processing, requested > awaiting-confirmation
requested > transferring, requested > succeeded, requested > failed, requested > cancelled
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
