import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { startSandbox } from '../../server/sandbox/start.js';
import { createApp } from '../../server/src/create-app.js';
import { readConfig, type Config } from '../../server/src/platform/config.js';
import { migrate, openDataSource } from '../../server/src/platform/data-source.js';
import { Dispatcher } from '../../server/src/platform/dispatcher.js';
import { Jobs } from '../../server/src/platform/jobs.js';
import { Sweeps } from '../../server/src/platform/sweeps.js';
import { ManualClock } from '../fakes/clock.js';
import { watchContract } from './contract.js';

/** Noon in Beijing on a working day. */
export const NOON = new Date('2026-11-18T04:00:00.000Z');

export interface TestShop {
  url: string;
  app: NestFastifyApplication;
  db: DataSource;
  database: string;
  clock: ManualClock;
  config: Config;
  sandbox: Awaited<ReturnType<typeof startSandbox>>;
  directory: string;
  /** Runs outbox, jobs and sweeps until nothing is due. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
}

/** A whole shop for one test file: own database, own sandbox, real HTTP, a clock moved by hand. */
export async function aShop(environment: Record<string, string> = {}): Promise<TestShop> {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-shop-'));
  cpSync(required('SIYU_TEST_KEYS'), join(directory, 'sandbox'), { recursive: true });
  const clock = new ManualClock(NOON);
  const sandbox = await startSandbox({
    port: 0,
    dir: join(directory, 'sandbox'),
    clock: { nowMs: () => clock.now().getTime() },
  });
  const database = `test_${randomBytes(8).toString('hex')}`;
  await createDatabase(database);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({ ...environmentOf(sandbox, directory, url), ...environment });
  const place = { socketPath: testSocket(), database };
  const db = await openDataSource(place, config.DATABASE_POOL);
  await migrate(db, clock.now());
  const app = await createApp({ config, clock, db, background: false });
  const complaints = watchContract(app);
  await app.listen(port, '127.0.0.1');
  return {
    url,
    app,
    db,
    database,
    clock,
    config,
    sandbox,
    directory,
    settle: () => settle(app),
    close: async () => {
      await app.close();
      await sandbox.close();
      await dropDatabase(database);
      rmSync(directory, { recursive: true, force: true });
      expect([...complaints]).toEqual([]);
    },
  };
}

/** Background work until nothing is due. */
async function settle(app: NestFastifyApplication): Promise<void> {
  await app.get(Sweeps).runNow();
  for (let rounds = 0; rounds < 5; rounds++) {
    while (await app.get(Dispatcher).runOnce());
    while (await app.get(Jobs).runOnce());
  }
}

function environmentOf(
  sandbox: Awaited<ReturnType<typeof startSandbox>>,
  directory: string,
  url: string,
): Record<string, string> {
  const { credentials } = sandbox;
  return {
    PUBLIC_URL: url,
    SIYU_DIR: directory,
    DATABASE_SOCKET: testSocket(),
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    RATE_LIMIT_PER_MINUTE: '1000000',
    DRAIN_MS: '0',
    CUT_AFTER_MS: '2000',
    WECHAT_BILLS: 'on-request',
    WECHAT_APP_ID: credentials.appId,
    WECHAT_APP_SECRET: credentials.appSecret,
    WECHAT_API_URL: sandbox.url,
    WECHAT_PAY_URL: sandbox.url,
    WECHAT_MCH_ID: credentials.mchId,
    WECHAT_MCH_SERIAL: credentials.merchantSerial,
    WECHAT_MCH_PRIVATE_KEY: credentials.merchantPrivateKeyPem,
    WECHAT_API_V3_KEY: credentials.apiV3Key,
    WECHAT_PLATFORM_KEYS: JSON.stringify({
      ...Object.fromEntries(credentials.platformCertificates.map((one) => [one.serial, one.pem])),
      [credentials.platformPublicKeyId]: credentials.platformPublicKeyPem,
    }),
  };
}

/** WeChat is told the callback address before the server listens, so its port is chosen first. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function testSocket(): string {
  return required('SIYU_TEST_SOCKET');
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run through jest`);
  return value;
}

/** With the schema as the migrations leave it, read in whole. */
async function createDatabase(name: string): Promise<void> {
  const connection = await createConnection({
    ...{ socketPath: testSocket(), user: 'root', multipleStatements: true },
  });
  const schema = readFileSync(required('SIYU_TEST_SCHEMA'), 'utf8');
  await connection.query(`CREATE DATABASE ${name}; USE ${name}; ${schema}`);
  await connection.end();
}

async function dropDatabase(name: string): Promise<void> {
  const connection = await createConnection({ socketPath: testSocket(), user: 'root' });
  await connection.query(`DROP DATABASE ${name}`);
  await connection.end();
}
