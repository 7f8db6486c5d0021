import 'reflect-metadata';
import { createApp } from '../../server/dist/src/create-app.js';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { readConfig } from '../../server/dist/src/platform/config.js';
import { openDataSource } from '../../server/dist/src/platform/data-source.js';
import { Dispatcher } from '../../server/dist/src/platform/dispatcher.js';
import { Sweeps } from '../../server/dist/src/platform/sweeps.js';

const LOOK_EVERY_MS = 100;

/**
 * A server that does nothing but the nightly review and telling the members of it, without waiting
 * for its hour; it says how much memory it has as it goes.
 */
const config = readConfig(process.env);
const db = await openDataSource({ socketPath: config.DATABASE_SOCKET, database: 'siyu' }, 4);
const app = await createApp({ config, clock: new SystemClock(), db, background: false });
await app.init();
const timer = setInterval(() => process.send({ rss: process.memoryUsage.rss() }), LOOK_EVERY_MS);
process.send({ rss: process.memoryUsage.rss(), begun: true });
await app.get(Sweeps).runNow('membership.review-tiers');
process.send({ reviewed: true });
while (await app.get(Dispatcher).runOnce());
clearInterval(timer);
await app.close();
process.exit(0);
