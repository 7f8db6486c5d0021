import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductDraft } from '@siyu/shared';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../server/src/platform/clock.js';
import { openDataSource } from '../../server/src/platform/data-source.js';
import { logInOperator, passwordIn, type TestOperator } from './operator.js';
import { csvOf } from './product.js';
import { until } from './until.js';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'server', 'dist');

/** A process that was started for a test, and what it has said. */
export interface Running {
  pid: number;
  url: string;
  /** Everything it wrote to stdout and stderr. */
  output: () => string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  signal: (signal: NodeJS.Signals) => void;
  /** Ends it at once and waits until it is gone. */
  kill: () => Promise<void>;
}

/** A whole shop in processes of its own, as in production: sandbox, server, private database. */
export interface ShopProcess {
  url: string;
  sandbox: { url: string };
  directory: string;
  environment: Readonly<Record<string, string>>;
  clock: SystemClock;
  /** The test's own look at the rows. */
  db: DataSource;
  server: Running;
  wechat: Running;
  startServer: () => Promise<Running>;
  startWechat: () => Promise<Running>;
  /** Another instance of the server on the same database, under an address of its own. */
  anotherServer: () => Promise<Running>;
  /** Puts products on sale by the command an operator would use. */
  stock: (...products: ProductDraft[]) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts a shop; `environment` overrides the server's. */
export async function aShopProcess(environment: Record<string, string> = {}): Promise<ShopProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-shop-'));
  const started: Running[] = [];
  const track = async (starting: Promise<Running>) => {
    const running = await starting;
    started.push(running);
    return running;
  };
  const sandboxEnv = {
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_DIR: join(directory, 'sandbox'),
  };
  const startWechat = () => track(run('sandbox/main.js', sandboxEnv));
  const wechat = await startWechat();
  const env = { ...environmentOf(directory, await freePort(), wechat.url), ...environment };
  const startServer = () => track(run('src/main.js', env));
  const server = await startServer();
  const socketPath = env.DATABASE_SOCKET ?? join(directory, 'db.sock');
  const db = await openDataSource({ socketPath, database: 'siyu' }, 2);
  // A database that is killed ends this connection too: that is what the test is about.
  const shop: ShopProcess = {
    url: `http://127.0.0.1:${env.PORT}`,
    sandbox: { url: wechat.url },
    directory,
    environment: env,
    clock: new SystemClock(),
    db,
    server,
    wechat,
    startServer: async () => (shop.server = await startServer()),
    startWechat: async () => (shop.wechat = await startWechat()),
    anotherServer: async () => {
      const port = String(await freePort());
      return track(run('src/main.js', { ...env, PORT: port, DATABASE_SOCKET: socketPath }));
    },
    stock: (...products) => importProducts(env, products),
    close: async () => {
      await db.destroy();
      await Promise.all(started.reverse().map((one) => endInOrder(one)));
      await databaseGone(directory);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return shop;
}

/** Starts one of the built programs; resolves once it says that it is ready. */
export async function run(file: string, env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [join(DIST, file)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running = asRunning(child);
  const ready = new Promise<string>((done) => {
    child.on('message', (message: { ready?: string }) => message.ready && done(message.ready));
  });
  const url = await Promise.race([
    ready,
    running.ended.then((code) => {
      throw new Error(`${file} ended (${code}) before it was ready: ${running.output()}`);
    }),
  ]);
  return { ...running, url };
}

/** Runs one of the built programs to its end. */
export async function runToEnd(
  file: string,
  env: Readonly<Record<string, string>>,
  words: string[] = [],
): Promise<{ code: number | string; output: string }> {
  const child = spawn(process.execPath, [join(DIST, file), ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const running = asRunning(child);
  const code = await running.ended;
  return { code, output: running.output() };
}

/** Watches a child process. */
export function asRunning(child: ChildProcess): Running {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown',
  );
  return {
    pid: child.pid ?? 0,
    url: '',
    output: () => said,
    ended,
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Stops a process by its own means, and makes sure that it is gone. */
async function endInOrder(running: Running): Promise<void> {
  running.signal('SIGTERM');
  const giveUp = setTimeout(() => running.signal('SIGKILL'), 20_000);
  await running.ended;
  clearTimeout(giveUp);
}

/** The shop's owner, made by the command an operator would use, and logged in. */
export async function anOwner(shop: ShopProcess): Promise<TestOperator> {
  const name = `owner-${randomBytes(4).toString('hex')}`;
  const words = ['add', name, '--role', 'owner'];
  const { code, output } = await runToEnd('src/cli/operator.js', shop.environment, words);
  if (code !== 0) throw new Error(output);
  return logInOperator(shop, name, passwordIn(output));
}

/** The process id of the private database in this folder, null when there is none. */
export function databasePid(directory: string): number | null {
  const file = join(directory, 'mariadb', 'mariadbd.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
}

/** The database ends with the server, also when that was killed: an orphan fails the test. */
async function databaseGone(directory: string): Promise<void> {
  await until('the database has ended with its server', () => {
    const pid = databasePid(directory);
    return Promise.resolve(pid === null || !isAlive(pid));
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function importProducts(
  env: Record<string, string>,
  products: readonly ProductDraft[],
): Promise<void> {
  const file = join(env['SIYU_DIR'] ?? '', 'products.csv');
  writeFileSync(file, csvOf(...products));
  const { code, output } = await runToEnd('src/cli/import.js', env, [file]);
  if (code !== 0) throw new Error(output);
}

/** What a server is told of the sandbox: what it would be told of WeChat. */
export function environmentOf(directory: string, port: number, sandboxUrl: string) {
  const keys = JSON.parse(readFileSync(join(directory, 'sandbox', 'credentials.json'), 'utf8')) as {
    platformCertificates: { serial: string; pem: string }[];
  } & Record<string, string>;
  const platform = keys.platformCertificates.map((one) => [one.serial, one.pem]);
  const read = (name: string) => String(keys[name]);
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SIYU_DIR: directory,
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '1000000',
    SANDBOX_URL: sandboxUrl,
    WECHAT_API_URL: sandboxUrl,
    WECHAT_PAY_URL: sandboxUrl,
    WECHAT_APP_ID: read('appId'),
    WECHAT_APP_SECRET: read('appSecret'),
    WECHAT_MCH_ID: read('mchId'),
    WECHAT_MCH_SERIAL: read('merchantSerial'),
    WECHAT_MCH_PRIVATE_KEY: read('merchantPrivateKeyPem'),
    WECHAT_API_V3_KEY: read('apiV3Key'),
    WECHAT_PLATFORM_KEYS: JSON.stringify({
      ...Object.fromEntries(platform),
      [read('platformPublicKeyId')]: read('platformPublicKeyPem'),
    }),
  } as Record<string, string> & { PORT: string };
}

/** A port that nobody has; WeChat is told the callback address before the server listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
