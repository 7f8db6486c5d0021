import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { AllDeeds } from '../../server/dist/src/analytics/persons/all-deeds.service.js';
import { Splits } from '../../server/dist/src/analytics/persons/splits.service.js';
import { Funnels } from '../../server/dist/src/analytics/funnels/funnels.service.js';
import { GmvReports } from '../../server/dist/src/analytics/gmv/gmv.service.js';
import { Cohorts } from '../../server/dist/src/analytics/repurchase/cohorts.service.js';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { openDataSource } from '../../server/dist/src/platform/data-source.js';
import { EventPacks } from '../../server/dist/src/tracking/packs/event-packs.service.js';

/** A process of its own, whose memory is its questions' alone: packs what waits, or asks. */
const [, , socketPath, work, fromDay, untilDay] = process.argv;
const db = await openDataSource({ socketPath, database: 'siyu' }, 2);
const packs = new EventPacks(db, new SystemClock(), null);
const done = work === 'pack' ? await packAll() : await askAll();
await db.destroy();
const rss_mb = Math.round(process.resourceUsage().maxRSS / 1_024);
process.stdout.write(JSON.stringify({ ...done, rss_mb }));

async function packAll() {
  const begun = performance.now();
  let days = 0;
  for (let day = await packs.packNext(''); day !== null; day = await packs.packNext(day)) days += 1;
  return { days, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}

async function askAll() {
  const deeds = new AllDeeds(db, packs);
  const funnels = new Funnels(packs, deeds, new Splits(db));
  const period = { fromDay, untilDay };
  const funnel = (steps) => () =>
    funnels.of({ ...period, steps: steps.join(), windowHours: 168, split: 'none' });
  const questions = {
    funnel: funnel(['product-viewed', 'cart-added', 'checkout-begun', 'order-paid']),
    long_funnel: funnel(['page-viewed', 'page-left', 'product-viewed', 'cart-added', 'order-paid']),
    cohort: () => new Cohorts(db).table({ ...period, unit: 'week' }),
    gmv: () => new GmvReports(db, packs, deeds).gmv({ ...period, fromDay: untilDay }),
  };
  const [ms, answers] = [{}, {}];
  for (const [name, ask] of Object.entries(questions)) {
    await ask();
    const begun = performance.now();
    const { packedAt: _when, ...answer } = await ask();
    ms[name] = Math.round(performance.now() - begun);
    answers[name] = createHash('sha1').update(JSON.stringify(answer)).digest('hex');
  }
  return { ms, answers };
}
