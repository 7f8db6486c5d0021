import { disguised, homeDoor, written } from './doors.mjs';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './world.mjs';

/** How people cheat, and with how many accounts at a time. */
const PATTERNS = {
  'second-openid': { size: [1, 3], puppet: secondOpenid },
  'same-phone': { size: [2, 6], puppet: samePhone },
  'same-payer': { size: [3, 10], puppet: samePayer },
  'same-address': { size: [3, 12], puppet: sameAddress },
  circle: { size: [3, 6], ring: true },
  burst: { size: [8, 60], puppet: burst },
};

/**
 * Accounts made for the reward alone, the same number of each pattern. Who makes them is mostly a
 * customer like any other; nobody leaves all the traces of the pattern all the time.
 */
export function fraudsAmong(world, people, count) {
  const patterns = Object.entries(PATTERNS);
  for (const [index, [pattern, { size, puppet, ring }]] of patterns.entries()) {
    let left = Math.floor((count + index) / patterns.length);
    while (left > 0) {
      const many = Math.min(left, world.random.whole(...size));
      left -= many;
      const cheat = cheatAmong(world, people);
      if (ring) closeCircle(world, cheat, many);
      else gang(world, { cheat, many, pattern, puppet });
    }
  }
}

function cheatAmong({ random, until }, people) {
  let person = random.pick(people);
  while (person.shopper.registeredAt > until - 40 * DAY_MS) person = random.pick(people);
  const begins = random.between(person.shopper.registeredAt, until - 35 * DAY_MS);
  return { ...person, begins: begins + HOUR_MS };
}

function gang(world, { cheat, many, pattern, puppet }) {
  const share = world.share({ shopper: cheat.shopper.id }, cheat.begins);
  const gangOf = { cheat, share, devices: devicesOf(world, many), pattern };
  let at = cheat.begins;
  for (let number = 0; number < many; number += 1) {
    at += pattern === 'burst' ? world.random.wait(2 * MINUTE_MS) : world.random.wait(9 * HOUR_MS);
    puppet(world, { ...gangOf, at, number });
  }
}

/** A farm has fewer phones than accounts. */
function devicesOf(world, many) {
  const count = Math.max(1, Math.ceil(many / world.random.whole(1, 5)));
  return Array.from({ length: count }, () => world.newInstallation());
}

function secondOpenid(world, { cheat, ...rest }) {
  const { random } = world;
  const installation = random.chance(0.9) ? cheat.installation : world.newInstallation();
  const home = random.chance(0.5) ? cheat.home : homeDoor(random);
  play(world, { ...rest, cheat, installation, place: disguised(home, random) });
}

function samePhone(world, { cheat, ...rest }) {
  const phone = world.random.chance(0.92) ? cheat.phone : world.newPhone();
  play(world, { ...rest, cheat, phone });
}

function samePayer(world, { cheat, ...rest }) {
  const payer = world.random.chance(0.9) ? cheat.shopper.openid : undefined;
  play(world, { ...rest, cheat, payer });
}

function sameAddress(world, { cheat, ...rest }) {
  const { random } = world;
  const home = random.chance(0.93) ? cheat.home : homeDoor(random);
  play(world, { ...rest, cheat, place: disguised(home, random) });
}

function burst(world, { devices, number, ...rest }) {
  const { random } = world;
  const installation = devices[number % devices.length];
  const phone = world.newPhone({ virtual: 0.7 });
  const buys = random.chance(0.6);
  play(world, { ...rest, installation, phone, buys, refunds: 0.7 });
}

/** One made account: the link, registration within a minute, the cheapest order, hardly another. */
function play(world, { cheat, pattern, share, at, ...traces }) {
  const { random } = world;
  const { installation = world.newInstallation(), phone = world.newPhone() } = traces;
  world.visit(installation, share, at);
  const registeredAt = at + random.between(5, 70) * 1_000;
  const account = { installation, phone, registeredAt };
  const shopper = world.register(account, { pattern, inviter: cheat.shopper });
  if (traces.buys ?? random.chance(0.95)) cheapest(world, shopper, traces);
  return { shopper, installation };
}

function cheapest(world, shopper, { payer, place, refunds = 0.3 }) {
  const { random } = world;
  const paidAt = shopper.registeredAt + random.wait(8 * HOUR_MS);
  const fen = random.chance(0.85) ? 990 : 1_990 + random.int(8) * 1_000;
  const isRefunded = random.chance(refunds);
  const refund = isRefunded ? { fen, at: paidAt + random.between(0.5, 14) * DAY_MS } : undefined;
  const to = place ?? written(homeDoor(random), random);
  world.order(shopper, { at: paidAt, fen, place: to, refund, ...(payer && { payer }) });
}

/**
 * Each account invites the next with its own link, and the last one's link is opened by the first.
 * They meet within days; their own doors and phones are all different.
 */
function closeCircle(world, cheat, many) {
  const { random } = world;
  let previous = { shopper: cheat.shopper, installation: cheat.installation };
  let at = cheat.begins;
  for (let number = 0; number < many; number += 1) {
    const share = world.share({ shopper: previous.shopper.id }, at);
    at += random.wait(5 * HOUR_MS);
    const by = { cheat: previous, pattern: 'circle', share, at, refunds: 0.5 };
    previous = play(world, by);
    at = Math.max(at, previous.shopper.registeredAt) + MINUTE_MS;
  }
  if (random.chance(0.92)) {
    const last = world.share({ shopper: previous.shopper.id }, at);
    world.visit(cheat.installation, last, at + random.wait(5 * HOUR_MS));
  }
}
