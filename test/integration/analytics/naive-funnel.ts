import {
  attemptOf,
  beijingDayStart,
  daysAfter,
  FunnelTally,
  grouped,
  type FunnelStep,
  type FunnelStepFigures,
} from '@siyu/shared';
import type { TestShop } from '../../factories/shop.js';

interface Deed {
  person: string;
  step: FunnelStep;
  at: number;
}

interface Wanted {
  steps: FunnelStep[];
  fromDay: string;
  untilDay: string;
  windowHours: number;
}

/** A funnel counted from the events and orders themselves, a person at a time. */
export async function naiveFunnel(shop: TestShop, wanted: Wanted): Promise<FunnelStepFigures[]> {
  const { steps, fromDay, untilDay, windowHours } = wanted;
  const deeds = [...(await told(shop)), ...(await paid(shop))].sort(
    (one, other) => one.at - other.at,
  );
  const rule = {
    steps: steps.map((step) => steps.indexOf(step)),
    windowMs: windowHours * 3_600_000,
    fromMs: beijingDayStart(fromDay).getTime(),
    untilMs: daysAfter(beijingDayStart(untilDay), 1).getTime(),
  };
  const tally = new FunnelTally(steps.length);
  for (const of of grouped(deeds, ({ person }) => person).values()) {
    const [names, times] = [of.map(({ step }) => steps.indexOf(step)), of.map(({ at }) => at)];
    tally.add(attemptOf({ names, times }, rule));
  }
  return tally.figures();
}

async function told(shop: TestShop): Promise<Deed[]> {
  const events = await shop.db.query(
    'SELECT installation_id AS device, shopper_id AS shopper, name, happened_at AS at FROM tracked_event',
  );
  const logins = await shop.db.query(
    `SELECT installation_id AS device, shopper_id AS shopper, first_at AS at
     FROM shopper_installation ORDER BY first_at, shopper_id`,
  );
  return events.map(({ device, shopper, name, at }: Row) => {
    const ofDevice = logins.filter((login: Row) => login.device === device);
    const owner = ofDevice.find((login: Row) => login.at >= at) ?? ofDevice.at(-1);
    return { person: shopper ?? owner?.shopper ?? device, step: name, at: at.getTime() };
  });
}

async function paid(shop: TestShop): Promise<Deed[]> {
  const orders = await shop.db.query('SELECT shopper_id AS shopper, paid_at AS at FROM orders');
  return orders.map(({ shopper, at }: Row) => {
    return { person: shopper, step: 'order-paid', at: at.getTime() };
  });
}

interface Row {
  device: string;
  shopper: string;
  name: FunnelStep;
  at: Date;
}
