import { describe, expect, it } from '@jest/globals';
import { comparedRisk } from './risk-preview.js';
import type { RiskEvidence, RiskRule } from './risk.js';
import type { InvitedCompany, InvitedFriend } from './risk-signals.js';

const noon = new Date('2026-11-30T04:00:00Z');
const inviter = { id: 'ann', installations: ['i-ann'], phone: 'p-ann', payer: 'o', places: [] };
const aFriend = (id: string, given: Partial<InvitedFriend>): InvitedFriend => ({
  ...{ id, installations: [], phone: null, payers: [], places: [] },
  ...{ openedAt: noon, registeredAt: noon },
  ...given,
});
const company: InvitedCompany = {
  ...{ inviter, circles: [] },
  friends: [
    aFriend('bo', { phone: 'p-ann' }),
    aFriend('cy', { installations: ['i-ann'] }),
    aFriend('di', { installations: ['i-ann'], phone: 'p-ann' }),
  ],
};
const byPhone: RiskRule = {
  name: 'own-phone',
  conditions: [{ signal: 'hasInvitersPhone', atLeast: 1 }],
};
const byDevice: RiskRule = {
  name: 'own-installation',
  conditions: [{ signal: 'usesInvitersInstallation', atLeast: 1 }],
};
const everybody = new Set(['bo', 'cy', 'di']);
const compared = (
  among = everybody,
  flags = new Map<string, { state: 'cleared'; evidence: RiskEvidence[] }>(),
) => comparedRisk([company], { now: [byPhone], then: [byDevice] }, { among, flags });

describe('given rules that are to be replaced', () => {
  it('when they are compared, then it is said who is held anew, and who no more, and why', () => {
    const { heldNow, heldThen, changes } = compared();
    expect([heldNow, heldThen]).toEqual([2, 2]);
    expect(changes).toEqual([
      {
        ...{ friendId: 'cy', change: 'held' },
        evidence: [{ rule: 'own-installation', seen: { usesInvitersInstallation: 1 } }],
      },
      {
        ...{ friendId: 'bo', change: 'released' },
        evidence: [{ rule: 'own-phone', seen: { hasInvitersPhone: 1 } }],
      },
    ]);
  });

  it('when one was cleared of what the new rules see, then they are not held anew', () => {
    const cleared = { state: 'cleared' as const, evidence: [{ rule: byDevice.name, seen: {} }] };
    const { changes } = compared(everybody, new Map([['cy', cleared]]));
    expect(changes.map(({ friendId }) => friendId)).toEqual(['bo']);
  });

  it('when a friend came before the days that are asked about, then they do not count', () =>
    expect(compared(new Set(['di']))).toEqual({ heldNow: 1, heldThen: 1, changes: [] }));
});
