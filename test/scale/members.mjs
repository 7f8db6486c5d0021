import { encodeTime } from 'ulid';
import { monthsBefore, reviewAt, tierAt } from '@siyu/shared';
import { numbersFrom } from './year/random.mjs';

const DAY_MS = 86_400_000;
const EVENTS = 10;
const OLDEST_DAYS = 1_000;
const NEWEST_DAYS = 400;
/** So many members reached their tier on the same day a year ago, and are reviewed together. */
const ANNIVERSARY_EVERY = 10;
/** Growth that lifted them then, and what they earned since, by which half of them stays. */
const ANNIVERSARIES = [
  { lift: 600, since: 350 },
  { lift: 600, since: 2 },
  { lift: 2_200, since: 1_300 },
  { lift: 2_200, since: 2 },
];
const TAKEN_BACK_EVERY = 20;

const prefixes = new Map();

/** An id made at a time; `number` tells those of one kind apart. Few instants are asked for. */
export function idAt(at, number) {
  const atMs = at.getTime();
  let prefix = prefixes.get(atMs);
  if (prefix === undefined) prefixes.set(atMs, (prefix = encodeTime(atMs, 10)));
  return prefix + String(number).padStart(16, '0');
}

/**
 * The members of a large shop, each made from its number alone: what they were given, ten times on
 * average, and what their row says before the reviews of `midnight`, a Beijing one.
 */
export function crowdOf(size, { midnight, rules, ladderVersion }) {
  const asOf = new Date(midnight.getTime() - 1);
  const joinedAt = (number) => {
    const days = OLDEST_DAYS - ((OLDEST_DAYS - NEWEST_DAYS) * number) / size;
    return new Date(asOf.getTime() - Math.round(days) * DAY_MS);
  };
  const shopperId = (number) => idAt(joinedAt(number), number);
  const growthOf = (number) =>
    growthEvents(number, shopperId(number), { joinedAt: joinedAt(number), midnight });
  const rowOf = (number) => {
    const events = growthOf(number);
    const { step, since, until } = tierAt(events, rules, joinedAt(number), asOf);
    const isNear = until !== null && until.getTime() - rules.noticeDays * DAY_MS <= asOf.getTime();
    const noticedUntil = isNear ? until : null;
    return {
      ...{ shopperId: shopperId(number), tier: rules.tiers[step].id, since, until, noticedUntil },
      reviewAt: reviewAt({ until }, rules, noticedUntil),
      growth: events.reduce((sum, event) => sum + event.growth, 0),
      ...{ ladderVersion, joinedAt: joinedAt(number) },
    };
  };
  return { size, shopperId, joinedAt, growthOf, rowOf };
}

function growthEvents(number, shopperId, { joinedAt, midnight }) {
  const random = numbersFrom(number);
  const isAnniversary = number % ANNIVERSARY_EVERY === 0;
  const gifts = ordinaryGifts(number, random, { joinedAt, midnight, isAnniversary });
  if (isAnniversary) {
    const { lift, since } = ANNIVERSARIES[(number / ANNIVERSARY_EVERY) % ANNIVERSARIES.length];
    const lifted = monthsBefore(midnight, 12).getTime() - 1 - Math.floor(random() * 0.8 * DAY_MS);
    const later = between(random, lifted + DAY_MS, midnight.getTime());
    gifts.splice(-2, 2, { at: lifted, growth: lift }, { at: later, growth: since });
  }
  const events = gifts.map((gift, index) => eventOf(gift, { number, index, shopperId, joinedAt }));
  if (number % TAKEN_BACK_EVERY === 7)
    events.splice(-1, 1, takenBack(events.at(-2), idAt(joinedAt, number * 16 + 15)));
  return events;
}

/** The profile, the first order, then purchases: small ones, those of regulars, and a few great. */
function ordinaryGifts(number, random, { joinedAt, midnight, isAnniversary }) {
  const spread = ((number - 1) >> 1) % 6;
  const count = EVENTS + (number % 2 === 0 ? -spread : spread);
  const instants = Array.from({ length: count }, () =>
    between(random, joinedAt.getTime(), midnight.getTime()),
  );
  const times = number % 101 === 1 ? 20 : number % 7 === 1 ? 5 : 1;
  const bought = () => (5 + Math.floor(random() ** 2 * 150)) * times;
  return instants
    .sort((a, b) => a - b)
    .map((at, index) => {
      if (index < 2) return { at, growth: index === 0 ? 50 : 100 };
      return { at, growth: isAnniversary ? 1 + Math.floor(random() * 4) : bought() };
    });
}

/** Ids run in the order in which members are loaded, so that every index grows at its end. */
function eventOf({ at, growth }, { number, index, shopperId, joinedAt }) {
  const id = idAt(joinedAt, number * 16 + index);
  const isProfile = index === 0;
  const isPurchase = index > 1;
  return {
    id,
    shopperId,
    source: isProfile ? 'profile' : isPurchase ? 'purchase' : 'first-order',
    reference: isPurchase ? id : shopperId,
    at: new Date(at),
    growth,
    paidFen: isPurchase ? growth * 100 : null,
    orderId: isProfile ? null : id,
    takesBack: null,
  };
}

/** Half of a purchase went back: that counts when the purchase did. */
function takenBack(purchase, id) {
  const growth = -Math.floor(purchase.growth / 2);
  const reference = `${purchase.orderId}:${id}`;
  return { ...purchase, id, growth, reference, takesBack: purchase.id, paidFen: null };
}

function between(random, fromMs, toMs) {
  return fromMs + Math.floor(random() * (toMs - fromMs));
}
