import type { RefusalCode } from '../refusal.js';

/** A printed code that begins a term of a plan without a payment, once. */
export interface ActivationCode {
  usedAt: Date | null;
  /** When its batch was made worthless, what was used of it excepted. */
  revokedAt: Date | null;
  /** The first instant at which it cannot be used any more. */
  validUntil: Date;
}

export const ACTIVATION_STATES = ['unused', 'used', 'revoked', 'expired'] as const;
export type ActivationState = (typeof ACTIVATION_STATES)[number];

/** Nothing is stored of it: what was used stays so, whatever becomes of the rest. */
export function activationState(code: ActivationCode, now: Date): ActivationState {
  if (code.usedAt !== null) return 'used';
  if (code.revokedAt !== null) return 'revoked';
  return now < code.validUntil ? 'unused' : 'expired';
}

const REFUSALS: Readonly<Record<ActivationState, RefusalCode | null>> = {
  unused: null,
  used: 'ACTIVATION_CODE_USED',
  revoked: 'ACTIVATION_CODE_REVOKED',
  expired: 'ACTIVATION_CODE_EXPIRED',
};

/** Why nobody can use it now, or null. */
export function refusalToActivate(code: ActivationCode, now: Date): RefusalCode | null {
  return REFUSALS[activationState(code, now)];
}
