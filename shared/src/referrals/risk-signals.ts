import {
  liesAtDoor,
  normalizedAddress,
  type WrittenPlace,
} from '../addresses/normalized-address.js';

/** What tells accounts of one person apart from friends. Counts, and shares in basis points. */
export const RISK_SIGNALS = [
  /** 1 where the friend has used an installation that the inviter used as well. */
  'usesInvitersInstallation',
  /** 1 where both have the same phone number. */
  'hasInvitersPhone',
  /** Friends whose orders the inviter paid, the friend among them; 0 where the friend is not. */
  'friendsPaidByInviter',
  /** Friends of the inviter whose parcels go to the same door as the friend's. */
  'friendsAtDoor',
  /** In how many ways those friends and the inviter write that door. */
  'spellingsOfDoor',
  /** Of those friends, who registered in haste. */
  'hastyAtDoorBps',
  /** Friends on the way from the inviter to the one whose link the inviter opened; 0 for none. */
  'friendsInCircle',
  'hastyInCircleBps',
  /** Friends of the inviter who registered within an hour of this one. */
  'friendsInBurst',
  'hastyInBurstBps',
  /** 1 where the friend registered in haste. */
  'isHasty',
  /** Friends of the inviter that other rules hold. */
  'friendsHeld',
  /** Of all the inviter's friends. */
  'friendsHeldBps',
] as const;
export type RiskSignal = (typeof RISK_SIGNALS)[number];
export type RiskSignals = Readonly<Record<RiskSignal, number>>;

/** Those that can be seen of a friend without judging the others. */
export type SignalsOfOne = Omit<RiskSignals, 'friendsHeld' | 'friendsHeldBps'>;

/** What the records say of an account. Phones and payers are hashes, to compare alone. */
export interface KnownAccount {
  id: string;
  installations: readonly string[];
  phone: string | null;
  places: readonly WrittenPlace[];
}

export interface InvitedFriend extends KnownAccount {
  /** When the link was opened that made them the inviter's. */
  openedAt: Date;
  registeredAt: Date;
  payers: readonly string[];
}

/** An inviter with all friends of some weeks, and the circles that were closed over them. */
export interface InvitedCompany {
  inviter: KnownAccount & { payer: string };
  friends: readonly InvitedFriend[];
  circles: readonly Circle[];
}

/** Everybody on the way from an inviter to the one whose link the inviter opened in return. */
export type Circle = readonly Pick<InvitedFriend, 'id' | 'openedAt' | 'registeredAt'>[];

/** Who reads the shop before registering takes longer. */
const HASTY_MS = 90_000;
const BURST_MS = 3_600_000;

/** An inviter's friends are looked at together with those who came within so many days. */
const COMPANY_MS = 30 * 86_400_000;

/** Friends in the order in which they came; each company begins with the first in none yet. */
export function companiesAmong(friends: readonly InvitedFriend[]): InvitedFriend[][] {
  const companies: InvitedFriend[][] = [];
  const inOrder = [...friends].sort((a, b) => a.registeredAt.getTime() - b.registeredAt.getTime());
  for (const friend of inOrder) {
    const last = companies.at(-1);
    const beganAt = last?.[0]?.registeredAt.getTime() ?? -Infinity;
    if (last && friend.registeredAt.getTime() - beganAt <= COMPANY_MS) last.push(friend);
    else companies.push([friend]);
  }
  return companies;
}

/** The signals of each friend, by id. A company is bounded by who loads it. */
export function signalsOf(company: InvitedCompany): Map<string, SignalsOfOne> {
  const { inviter, friends } = company;
  const doors = doorsOf(company);
  const paid = friends.filter(({ payers }) => payers.includes(inviter.payer));
  return new Map(
    friends.map((friend) => [
      friend.id,
      {
        usesInvitersInstallation: Number(haveCommon(friend.installations, inviter.installations)),
        hasInvitersPhone: Number(friend.phone !== null && friend.phone === inviter.phone),
        friendsPaidByInviter: paid.includes(friend) ? paid.length : 0,
        ...doorSignals(friend, company, doors),
        ...circleSignals(friend, company),
        ...burstSignals(friend, company),
        isHasty: Number(isHasty(friend)),
      },
    ]),
  );
}

interface WrittenDoor {
  accountId: string;
  door: string;
  written: string;
}

function doorsOf({ inviter, friends }: InvitedCompany): WrittenDoor[] {
  return [inviter, ...friends].flatMap(({ id, places }) =>
    places.map((place) => ({
      accountId: id,
      door: normalizedAddress(place),
      written: place.detail,
    })),
  );
}

function doorSignals(friend: InvitedFriend, company: InvitedCompany, doors: WrittenDoor[]) {
  const own = doors.filter(({ accountId }) => accountId === friend.id);
  const none = { friendsAtDoor: 0, spellingsOfDoor: 0, hastyAtDoorBps: 0 };
  return own
    .map(({ door }) => {
      const same = doors.filter((other) => isOneDoor(other.door, door));
      const ids = new Set(same.map(({ accountId }) => accountId));
      const there = company.friends.filter(({ id }) => ids.has(id));
      return {
        friendsAtDoor: there.length,
        spellingsOfDoor: new Set(same.map(({ written }) => written)).size,
        hastyAtDoorBps: hastyBps(there),
      };
    })
    .reduce((most, one) => (one.friendsAtDoor > most.friendsAtDoor ? one : most), none);
}

/** A remark behind the room makes no other door. */
function isOneDoor(one: string, other: string): boolean {
  return liesAtDoor(one, other) || liesAtDoor(other, one);
}

function circleSignals({ id }: InvitedFriend, { circles }: InvitedCompany) {
  const none = { friendsInCircle: 0, hastyInCircleBps: 0 };
  return circles
    .filter((members) => members.some((member) => member.id === id))
    .map((members) => ({
      friendsInCircle: members.length,
      hastyInCircleBps: hastyBps(members),
    }))
    .reduce((worst, one) => (one.hastyInCircleBps > worst.hastyInCircleBps ? one : worst), none);
}

function burstSignals({ registeredAt }: InvitedFriend, { friends }: InvitedCompany) {
  const near = friends.filter(
    (other) => Math.abs(other.registeredAt.getTime() - registeredAt.getTime()) <= BURST_MS,
  );
  return { friendsInBurst: near.length, hastyInBurstBps: hastyBps(near) };
}

function hastyBps(friends: Circle): number {
  const hasty = friends.filter(isHasty).length;
  return friends.length === 0 ? 0 : Math.floor((hasty * 10_000) / friends.length);
}

/** Somebody who was here before they opened the link is in no haste. */
function isHasty({ openedAt, registeredAt }: Circle[number]): boolean {
  const lookedMs = registeredAt.getTime() - openedAt.getTime();
  return lookedMs >= 0 && lookedMs <= HASTY_MS;
}

function haveCommon(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one));
}
