import { describe, expect, it } from '@jest/globals';
import { activationState, refusalToActivate, type ActivationCode } from './activation-code.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');
const EARLIER = new Date(NOON.getTime() - 1);

/** A code that holds until noon. */
const aCode = (over: Partial<ActivationCode> = {}): ActivationCode => ({
  ...{ usedAt: null, revokedAt: null, validUntil: NOON },
  ...over,
});

describe('an activation code', () => {
  it.each([
    ['in its last instant', aCode(), EARLIER, 'unused', null],
    ['in the instant it is over', aCode(), NOON, 'expired', 'ACTIVATION_CODE_EXPIRED'],
    ['used', aCode({ usedAt: EARLIER }), EARLIER, 'used', 'ACTIVATION_CODE_USED'],
    ['used and over', aCode({ usedAt: EARLIER }), NOON, 'used', 'ACTIVATION_CODE_USED'],
    ['revoked', aCode({ revokedAt: EARLIER }), EARLIER, 'revoked', 'ACTIVATION_CODE_REVOKED'],
    [
      'used before its batch was revoked',
      aCode({ usedAt: EARLIER, revokedAt: NOON }),
      NOON,
      'used',
      'ACTIVATION_CODE_USED',
    ],
  ] as const)('given one %s, then it says so', (_, code, now, state, refusal) => {
    expect(activationState(code, now)).toBe(state);
    expect(refusalToActivate(code, now)).toBe(refusal);
  });
});
