import { describe, expect, it } from '@jest/globals';
import { circleClosedBy } from './risk-circle.js';

const noon = new Date('2026-11-30T04:00:00Z');
const daysLater = (days: number) => new Date(noon.getTime() + days * 86_400_000);
/** ann invited bo, who invited cy, and so on; all registered at noon. */
const invitedBy: Record<string, string> = { bo: 'ann', cy: 'bo', di: 'cy' };
const friendOf = (id: string) =>
  invitedBy[id] === undefined
    ? undefined
    : { id, inviterId: invitedBy[id], openedAt: noon, registeredAt: noon };
const closedBy = (openerId: string, ownerId: string, openedAt = daysLater(3)) =>
  circleClosedBy({ openerId, ownerId, openedAt }, friendOf)?.map(({ id }) => id) ?? null;

describe('case 49: given who invited whom in a row', () => {
  it('when the first opens the link of the last, then all on the way are in the circle', () =>
    expect(closedBy('ann', 'di')).toEqual(['di', 'cy', 'bo']));

  it('when somebody in the middle does, then only those behind them are', () =>
    expect(closedBy('bo', 'di')).toEqual(['di', 'cy']));

  it('when it takes more than three days, or a stranger opens it, then there is none', () => {
    expect(closedBy('ann', 'di', new Date(daysLater(3).getTime() + 1))).toBeNull();
    expect(closedBy('eve', 'di')).toBeNull();
    expect(closedBy('bo', 'ann')).toBeNull();
  });

  it('when the records go round for ever, then it comes to an end', () => {
    const round = (id: string) => ({
      ...{ id, inviterId: id === 'x' ? 'y' : 'x', openedAt: noon, registeredAt: noon },
    });
    const opened = { openerId: 'ann', ownerId: 'x', openedAt: noon };
    expect(circleClosedBy(opened, round)).toBeNull();
  });
});
