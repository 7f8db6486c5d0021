import { written } from './doors.mjs';
import { DAY_MS } from './world.mjs';

/** What an honest person buys in the year: half of them once within days, some ever again. */
export function buy(world, person) {
  const { random, until } = world;
  let at = person.shopper.registeredAt + random.wait(4 * DAY_MS);
  for (let again = 0.55; random.chance(again) && at < until - 15 * DAY_MS; again = 0.5) {
    const fen = price(random);
    const place = written(doorOf(world, person), random);
    const payer = payerOf(world, person);
    world.order(person.shopper, { at, fen, place, payer, refund: refundOf(world, { at, fen }) });
    at += DAY_MS + random.wait(35 * DAY_MS);
  }
}

function price(random) {
  const yuan = random.chance(0.25) ? 9 : 19 + Math.floor(random.wait(80));
  return yuan * 100 + 90;
}

function doorOf({ random }, { home, office, inviter }) {
  if (office !== null && random.chance(0.4)) return office;
  return inviter !== undefined && random.chance(0.02) ? inviter.home : home;
}

function payerOf({ random }, { purse, inviter, shopper }) {
  if (purse !== null && random.chance(0.7)) return purse.shopper.openid;
  return inviter !== undefined && random.chance(0.004) ? inviter.shopper.openid : shopper.openid;
}

function refundOf({ random }, { at, fen }) {
  if (!random.chance(0.06)) return undefined;
  const part = random.chance(0.6) ? fen : Math.ceil(fen * random.between(0.2, 0.8));
  return { fen: part, at: at + random.between(1, 10) * DAY_MS };
}
