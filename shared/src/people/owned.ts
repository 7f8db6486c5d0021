import type { Remainder, RemainderKind } from '../privacy/deletion.js';

/** What is money, or worth money, to whoever has it. Orders and growth are not moved by anybody. */
const OWNED: ReadonlySet<RemainderKind> = new Set<RemainderKind>([
  ...(['principal', 'bonus', 'points', 'coupons', 'paid-term', 'commission'] as const),
  ...(['estimated-commission', 'referral-rewards', 'open-recharges'] as const),
  ...(['open-plan-purchases', 'waiting-plan-gifts'] as const),
]);

/** Of what is open or left of somebody, what they own; of several accounts, each kind once. */
export function ownedOf(remainders: readonly Remainder[]): Remainder[] {
  const amounts = new Map<RemainderKind, number>();
  for (const { kind, amount } of remainders.filter((one) => OWNED.has(one.kind))) {
    amounts.set(kind, (amounts.get(kind) ?? 0) + amount);
  }
  return [...amounts].map(([kind, amount]) => ({ kind, amount }));
}
