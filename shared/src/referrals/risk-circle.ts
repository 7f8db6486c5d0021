import type { Circle } from './risk-signals.js';

const DAY_MS = 86_400_000;
/** People who play for the reward meet within days; friends open each other's links all year. */
const CLOSED_WITHIN_MS = 3 * DAY_MS;
const LENGTH_MAX = 7;

export interface OpenedLink {
  openerId: string;
  /** Whose link it was. */
  ownerId: string;
  openedAt: Date;
}

/**
 * The circle that an inviter closes by opening the link of somebody who came, by others, from
 * themselves: everybody on the way. Null where there is none, or it took its time. `friendOf` tells
 * who invited an account, and when.
 */
export function circleClosedBy(
  { openerId, ownerId, openedAt }: OpenedLink,
  friendOf: (id: string) => (Circle[number] & { inviterId: string }) | undefined,
): Circle | null {
  const way: Circle[number][] = [];
  let friend = friendOf(ownerId);
  const sinceMs = friend && openedAt.getTime() - friend.registeredAt.getTime();
  if (sinceMs === undefined || sinceMs < 0 || sinceMs > CLOSED_WITHIN_MS) return null;
  while (friend && way.length < LENGTH_MAX) {
    way.push(friend);
    if (friend.inviterId === openerId) return way;
    friend = friendOf(friend.inviterId);
  }
  return null;
}
