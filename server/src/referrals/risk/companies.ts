import {
  circleClosedBy,
  companiesAmong,
  grouped,
  type Circle,
  type InvitedCompany,
  type InvitedFriend,
  type KnownAccount,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import {
  accountsOf,
  friendsAmong,
  friendsOf,
  installationsOf,
  openedBy,
  ordersOf,
  type FriendRow,
} from './company.store.js';

type Reader = Pick<EntityManager, 'query'>;

const DAY_MS = 86_400_000;
/** Rewards are long decided for whoever came before that. */
const LOOKED_BACK_MS = 90 * DAY_MS;
const FRIENDS_MAX = 300;
const ORDERS_EACH = 3;
const OPENED_MAX = 500;
/** How many steps a circle is followed up, as the rule does. */
const STEPS_MAX = 7;

/** An inviter's friends of the last ninety days as the risk rules see them, bounded in number. */
export async function companiesOf(
  db: Reader,
  inviterId: string,
  now: Date,
): Promise<InvitedCompany[]> {
  const since = new Date(now.getTime() - LOOKED_BACK_MS);
  const friends = await friendsOf(db, inviterId, { since, limit: FRIENDS_MAX });
  if (friends.length === 0) return [];
  const known = await knownAccounts(db, [inviterId, ...friends.map(({ id }) => id)]);
  const inviter = known.get(inviterId);
  if (!inviter) return [];
  const circles = await circlesOver(db, { inviterId, friends, since });
  const invited = friends.flatMap(({ inviterId: _, ...friend }) => {
    const account = known.get(friend.id);
    return account ? [{ ...friend, ...account }] : [];
  });
  return companiesAmong(invited).map((company) => ({
    inviter,
    friends: company,
    circles: circles.filter((circle) => haveCommon(circle, company)),
  }));
}

type Account = KnownAccount & { payer: string; payers: string[] };

async function knownAccounts(db: Reader, ids: readonly string[]): Promise<Map<string, Account>> {
  const accounts = await accountsOf(db, ids);
  const devices = grouped(await installationsOf(db, ids), ({ shopperId }) => shopperId);
  const orders = grouped(await ordersOf(db, ids, ORDERS_EACH), ({ shopperId }) => shopperId);
  return new Map(
    accounts.map(({ id, openid, phone }) => [
      id,
      {
        ...{ id, phone, payer: openid },
        installations: (devices.get(id) ?? []).map(({ installationId }) => installationId),
        places: (orders.get(id) ?? []).flatMap(({ place }) => place ?? []),
        payers: (orders.get(id) ?? []).flatMap(({ payerOpenid }) => payerOpenid ?? []),
      },
    ]),
  );
}

/**
 * Circles over these friends: the inviter, or somebody who invited the inviter, has opened the link
 * of a friend or of whom that one invited.
 */
async function circlesOver(
  db: Reader,
  about: { inviterId: string; friends: readonly FriendRow[]; since: Date },
): Promise<Circle[]> {
  const { inviterId, friends, since } = about;
  const known = new Map(friends.map((friend) => [friend.id, friend]));
  await climb(db, [inviterId], known);
  const above = wayUp(inviterId, known);
  const opened = await openedBy(db, above, { since, limit: OPENED_MAX });
  await climb(db, [...new Set(opened.map(({ ownerId }) => ownerId))], known);
  return opened.flatMap((link) => {
    const circle = circleClosedBy(link, (id) => known.get(id));
    return circle ? [circle] : [];
  });
}

/** Learns who invited these, and whom those were invited by, a step at a time. */
async function climb(db: Reader, from: readonly string[], known: Map<string, FriendRow>) {
  let ids = [...from];
  for (let step = 0; step < STEPS_MAX && ids.length > 0; step += 1) {
    const found = await friendsAmong(
      db,
      ids.filter((id) => !known.has(id)),
    );
    for (const friend of found) known.set(friend.id, friend);
    ids = [...new Set(found.map(({ inviterId }) => inviterId))];
  }
}

function wayUp(from: string, known: ReadonlyMap<string, FriendRow>): string[] {
  const way = [from];
  for (let at = known.get(from); at && way.length < STEPS_MAX; at = known.get(at.inviterId))
    way.push(at.inviterId);
  return way;
}

function haveCommon(circle: Circle, company: readonly InvitedFriend[]): boolean {
  return circle.some(({ id }) => company.some((friend) => friend.id === id));
}
