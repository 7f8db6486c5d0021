import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'server', 'dist');

/**
 * A whole shop in processes of its own, production build: sandbox, database, server, demo goods.
 * @returns its url, the sandbox's, the database's socket, and how to stop it
 */
export async function startShop(environment = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-bench-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const sandboxDir = join(directory, 'sandbox');
  const children = [];
  const run = (file, env) => {
    const child = launch(file, env);
    children.push(child);
    return ready(child, file);
  };
  await run('sandbox/main.js', { SANDBOX_PORT: String(sandboxPort), SANDBOX_DIR: sandboxDir });
  const env = { ...shopEnvironment(directory, port, sandboxPort), ...environment };
  await run('src/main.js', env);
  await ended(launch('src/cli/seed-demo.js', env), 'seed-demo');
  return {
    url: `http://127.0.0.1:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    socketPath: join(directory, 'db.sock'),
    environment: env,
    stop: async () => {
      for (const child of children.reverse()) {
        child.kill('SIGTERM');
        await new Promise((done) => child.once('exit', done));
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What it says goes to stderr: stdout is the bench's own. */
export function launch(file, env) {
  const stdio = ['ignore', 2, 2, 'ipc'];
  return fork(join(DIST, file), { cwd: ROOT, env: { ...process.env, ...env }, stdio });
}

/** Resolves once a program says that it is ready. */
export function ready(child, file) {
  return new Promise((done, fail) => {
    child.on('message', (message) => message.ready && done());
    child.once('exit', (code) => fail(new Error(`${file} ended (${code}) before it was ready`)));
  });
}

function ended(child, file) {
  return new Promise((done, fail) => {
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${file} failed`))));
  });
}

/** What a server in this folder is told, of the sandbox as of WeChat. */
export function shopEnvironment(directory, port, sandboxPort) {
  const keys = JSON.parse(readFileSync(join(directory, 'sandbox', 'credentials.json'), 'utf8'));
  const platform = keys.platformCertificates.map((one) => [one.serial, one.pem]);
  const sandbox = `http://127.0.0.1:${sandboxPort}`;
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SIYU_DIR: directory,
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '100000000',
    SANDBOX_URL: sandbox,
    WECHAT_API_URL: sandbox,
    WECHAT_PAY_URL: sandbox,
    WECHAT_APP_ID: keys.appId,
    WECHAT_APP_SECRET: keys.appSecret,
    WECHAT_MCH_ID: keys.mchId,
    WECHAT_MCH_SERIAL: keys.merchantSerial,
    WECHAT_MCH_PRIVATE_KEY: keys.merchantPrivateKeyPem,
    WECHAT_API_V3_KEY: keys.apiV3Key,
    WECHAT_PLATFORM_KEYS: JSON.stringify({
      ...Object.fromEntries(platform),
      [keys.platformPublicKeyId]: keys.platformPublicKeyPem,
    }),
  };
}

/** A port that nobody has. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
