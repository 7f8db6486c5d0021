import { homeDoor, officeDoor } from './doors.mjs';
import { joiningsOf } from './joinings.mjs';
import { buy } from './purchases.mjs';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayTime } from './world.mjs';

/**
 * The people of the year who come for the goods. Who they know makes them look alike now and then:
 * families share a door, at times a phone or a purse, colleagues an address and a lunch break, and
 * a post in a large group brings dozens within the hour.
 */
export function honestYear(world, count) {
  const people = [];
  for (const joining of joiningsOf(world, count, people)) people.push(join(world, joining));
  for (const person of people) buy(world, person);
  return people;
}

function join(world, { at, origin, inviter, share }) {
  const { random } = world;
  const person = { ...traitsOf(world, { origin, inviter }), inviter, invited: [] };
  inviter?.invited.push(person);
  if (share !== undefined) arrive(world, person, { at, share });
  person.shopper = world.register({
    phone: person.phone,
    installation: person.installation,
    registeredAt: at,
  });
  person.isKeen = random.chance(0.01);
  return person;
}

function traitsOf(world, { origin, inviter }) {
  const { random } = world;
  const own = {
    home: homeDoor(random),
    office: random.chance(0.1) ? officeDoor(random) : null,
    installation: world.newInstallation(),
    phone: world.newPhone(),
    purse: null,
  };
  if (origin === 'colleague') {
    inviter.office ??= officeDoor(random);
    return { ...own, office: inviter.office };
  }
  if (origin !== 'family') return own;
  return {
    ...own,
    home: inviter.home,
    installation: random.chance(0.08) ? inviter.installation : own.installation,
    phone: random.chance(0.04) ? inviter.phone : own.phone,
    purse: random.chance(0.12) ? inviter : null,
  };
}

/** People come by the link that made them join, often after others they did nothing upon. */
function arrive(world, person, { at, share }) {
  const { random, records } = world;
  if (random.chance(0.35) && records.shares.length > 20) {
    const earlier = random.pick(records.shares.slice(-2_000));
    const then = at - random.between(0.1, 20) * DAY_MS;
    if (earlier.at < then) world.visit(person.installation, earlier, then);
  }
  const looked = random.chance(0.2) ? random.wait(9 * HOUR_MS) : random.wait(5 * MINUTE_MS);
  world.visit(person.installation, share, Math.max(share.at, at - looked - 8_000));
  if (random.chance(0.3)) world.visit(person.installation, share, at + random.wait(2 * HOUR_MS));
}

/** Shares that bring nobody: friends look, strangers look, most are not looked at by anyone. */
export function idleShares(world, people, wanted) {
  const { random, records, until } = world;
  while (records.shares.length < wanted) {
    const person = random.pick(people);
    const day = random.between(person.shopper.registeredAt, until);
    const at = dayTime(Math.floor(day / DAY_MS) * DAY_MS - 8 * HOUR_MS, random);
    if (at <= person.shopper.registeredAt || at >= until) continue;
    const share = world.share({ shopper: person.shopper.id }, at);
    for (let looks = Math.floor(random.wait(0.8)); looks > 0; looks -= 1) {
      const later = at + random.wait(6 * HOUR_MS);
      if (later < until) world.visit(lookerOf(world, person), share, later);
    }
  }
}

function lookerOf(world, person) {
  const { inviter, invited } = person;
  const known = [inviter, inviter?.inviter, ...invited].filter(Boolean);
  const isKnown = known.length > 0 && world.random.chance(0.5);
  return isKnown ? world.random.pick(known).installation : world.newInstallation();
}
