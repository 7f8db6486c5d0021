import 'reflect-metadata';
import { checkCredentials } from './check-credentials.js';
import { createApp } from './create-app.js';
import { SystemClock } from './platform/clock.js';
import { ConfigInvalid, readConfig, type Config } from './platform/config.js';
import { databasePlace, migrate, openDataSource } from './platform/data-source.js';
import { startPrivateDatabase } from './platform/private-database.js';
import { endSilentConnections } from './platform/silence.js';

/** Starts the server and stops it in order: HTTP drains, work ends, pools close, database last. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const clock = new SystemClock();
  const database = needsPrivateDatabase(config)
    ? await startPrivateDatabase(config.SIYU_DIR)
    : null;
  const place = databasePlace(config, database?.socketPath ?? null);
  const db = await openDataSource(place, config.DATABASE_POOL);
  await migrate(db, clock.now());
  // Only now: a migration may take as long as it takes.
  endSilentConnections(db, config.DATABASE_SILENCE_SECONDS * 1_000);
  const app = await createApp({ config, clock, db, background: true });
  await checkCredentials(app);
  await app.listen(config.PORT, config.HOST);
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= app
      .close()
      .then(() => database?.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  process.send?.({ ready: await app.getUrl() });
}

function needsPrivateDatabase(config: Config): boolean {
  return !config.DATABASE_URL && !config.DATABASE_SOCKET;
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigInvalid ? error.message : String((error as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
