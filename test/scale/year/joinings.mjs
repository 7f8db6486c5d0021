import { DAY_MS, HOUR_MS, MINUTE_MS, dayTime } from './world.mjs';

const CHANNELS = [
  ['parcel-card', 6],
  ['shop', 5],
  ['staff', 8],
  ['kol', 6],
  ['sms', 3],
  ['advertisement', 4],
  ['other', 2],
];
const ORIGINS = { alone: 18, channel: 34, friend: 30, family: 5, colleague: 6, post: 4, lunch: 3 };
/** How many come at once by a post in a large group, or by a word at lunch. */
const COMPANIES = { post: [4, 40], lunch: [2, 5] };

/** Who joins when and by whom, in the order of time; `people` are those who have joined so far. */
export function* joiningsOf(world, count, people) {
  const channels = openChannels(world);
  let joined = 0;
  for (let day = 0; joined < count; day += 1) {
    const dayMs = world.from + Math.min(day, 364) * DAY_MS;
    const today = Math.min(count - joined, quotaOf(world, { day, count }));
    const arrivals = Array.from({ length: today }, () => dayTime(dayMs, world.random));
    arrivals.sort((a, b) => a - b);
    joined += today;
    while (arrivals.length > 0) yield* oneCompany(world, { arrivals, people, channels });
  }
}

/** The first day has those who followed the brand before; then a shop that slowly grows. */
function quotaOf({ random }, { day, count }) {
  if (day === 0) return Math.ceil(count * 0.02);
  return Math.max(1, Math.round((count / 365) * (0.6 + day / 456) * random.between(0.7, 1.3)));
}

function* oneCompany(world, { arrivals, people, channels }) {
  const { random } = world;
  const at = arrivals.shift();
  const origin = people.length < 10 ? 'alone' : random.weighed(ORIGINS);
  if (origin === 'alone') return yield { at, origin };
  if (origin === 'channel') return yield byChannel(world, { at, channels });
  const inviter = inviterOf(world, { people, origin });
  if (COMPANIES[origin] === undefined) return yield { ...invitation(world, inviter, at), origin };
  const many = random.whole(...COMPANIES[origin]);
  const start = origin === 'lunch' ? lunchOf(at, random) : at;
  const { share } = invitation(world, inviter, Math.max(start, inviter.shopper.registeredAt + 1));
  const times = [share.at + 30_000 + random.wait(4 * MINUTE_MS)];
  for (let more = arrivals.splice(0, many - 1).length; more > 0; more -= 1) {
    times.push(share.at + 30_000 + random.wait((origin === 'lunch' ? 20 : 25) * MINUTE_MS));
  }
  const kind = origin === 'lunch' ? 'colleague' : 'friend';
  for (const time of times) yield { at: time, origin: kind, inviter, share };
}

function byChannel({ random }, { at, channels }) {
  return { at, origin: 'channel', share: random.pick(channels) };
}

function invitation(world, inviter, at) {
  const { random } = world;
  const earliest = inviter.shopper.registeredAt + 1;
  const sharedAt = Math.max(earliest, at - 20_000 - random.wait(3 * HOUR_MS));
  const share = world.share({ shopper: inviter.shopper.id }, sharedAt);
  return { at: Math.max(at, share.at + 10_000), inviter, share };
}

/** Few invite many: those who are keen are asked for posts, and for one friend in four. */
function inviterOf({ random }, { people, origin }) {
  const tries = origin === 'post' ? 400 : random.chance(0.25) ? 60 : 1;
  let person = random.pick(people);
  for (let left = tries; left > 1 && !person.isKeen; left -= 1) person = random.pick(people);
  return person;
}

function lunchOf(at, random) {
  const day = Math.floor((at + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS;
  return day + 12 * HOUR_MS + random.wait(25 * MINUTE_MS);
}

/** Every channel is one code that hangs, is printed or is posted all year. */
function openChannels({ records, share, from, random }) {
  return CHANNELS.flatMap(([kind, count]) =>
    Array.from({ length: count }, () => {
      const costs = [
        { fixed: random.whole(0, 50) * 10_000 },
        { acquisition: random.whole(2, 30) * 100 },
        { sale: random.whole(3, 20) * 100 },
      ];
      const channel = { id: records.channels.length + 1, kind, cost: random.pick(costs) };
      records.channels.push(channel);
      return share({ channel: channel.id }, from, 'home');
    }),
  );
}
