import { beijingDay, daysAfter } from '@siyu/shared';
import { createApp } from '../../server/dist/src/create-app.js';
import { LoginListeners } from '../../server/dist/src/identity/login-listeners.js';
import { CompleteOrder } from '../../server/dist/src/orders/fulfilment/complete-order.service.js';
import { Clock } from '../../server/dist/src/platform/clock.js';
import { readConfig } from '../../server/dist/src/platform/config.js';
import { openDataSource } from '../../server/dist/src/platform/data-source.js';
import { Dispatcher } from '../../server/dist/src/platform/dispatcher.js';
import { Jobs } from '../../server/dist/src/platform/jobs.js';
import { Outbox } from '../../server/dist/src/platform/outbox.js';
import { Sweeps } from '../../server/dist/src/platform/sweeps.js';
import { CommissionRules } from '../../server/dist/src/promoters/rules/commission-rules.service.js';
import { Programmes } from '../../server/dist/src/referrals/programmes/programmes.service.js';

const OPERATOR = { operatorId: '0'.repeat(26), name: 'scale' };
const PROGRAMME = {
  ...{ name: '邀请有礼', orderMinFen: 100, rewardsMax: 10_000, rewardsPerDayMax: 1_000 },
  rulesText:
    '好友通过你的链接首次进入并注册、首单支付，你各得奖励；首单奖励在售后期结束后发放；全额退款则奖励作废；每人每日与累计有上限。',
  offers: [
    { action: 'registered', side: 'inviter', gift: { kind: 'points', points: 50 } },
    { action: 'first-paid', side: 'inviter', gift: { kind: 'bonus', bonusFen: 500 } },
  ],
};
/** What decides whose somebody is, and what gives for it once nothing can go back any more. */
const DECIDING = ['referrals.decide-visits'];
const GIVING = ['referrals.grant-rewards', 'promoters.settle', 'points.activate', 'points.expire'];

class YearClock extends Clock {
  constructor(at) {
    super();
    this.at = at;
  }

  now() {
    return new Date(this.at);
  }

  set(ms) {
    this.at = ms;
  }
}

/**
 * The server of a shop on its own database, with a clock that is moved by hand, an invitation
 * programme and a rule for promoters; nothing happens in it until it is told to.
 */
export async function startYearShop({ environment }, year) {
  const config = readConfig({ ...process.env, ...environment });
  const clock = new YearClock(year.from);
  const place = { socketPath: environment.DATABASE_SOCKET, database: 'siyu' };
  const db = await openDataSource(place, config.DATABASE_POOL);
  const app = await createApp({ config, clock, db, background: false });
  await app.init();
  const get = (service) => app.get(service, { strict: false });
  await openForSharing(get, year);
  return {
    ...{ app, db, clock },
    logins: get(LoginListeners),
    completing: get(CompleteOrder),
    outbox: get(Outbox),
    /** What is due by now, each after what it follows from; what that leads to comes next time. */
    settle: async () => {
      for (const name of DECIDING) await get(Sweeps).runNow(name);
      while (await get(Dispatcher).runOnce());
      while (await get(Jobs).runOnce());
      for (const name of GIVING) await get(Sweeps).runNow(name);
    },
    stop: () => app.close(),
  };
}

async function openForSharing(get, { from }) {
  const programmes = get(Programmes);
  const startsAt = new Date(from).toISOString();
  const endsAt = daysAfter(new Date(from), 800).toISOString();
  const { id, version } = await programmes.add(OPERATOR, { ...PROGRAMME, startsAt, endsAt });
  await programmes.move(OPERATOR, id, { version, next: 'published' });
  const rules = get(CommissionRules);
  const { rule } = await rules.current();
  await rules.replace(OPERATOR, { rule: { ...rule, isOn: true }, version: 0 });
}

/** The Beijing days of the year, as a report is asked for. */
export function daysOf({ from, until }) {
  return { fromDay: beijingDay(new Date(from)), untilDay: beijingDay(new Date(until - 1)) };
}
