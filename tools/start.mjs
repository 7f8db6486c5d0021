import { fork, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, FOR_START } from './debian.mjs';

const ROOT = join(import.meta.dirname, '..');
const SIYU = join(ROOT, '.siyu');
const PORT = process.env.PORT ?? '8080';
const SANDBOX_PORT = process.env.SANDBOX_PORT ?? '8081';
const RESTART_AFTER_MS = 500;

const begun = performance.now();
const children = new Map();
let stopping = false;

/** Progress, with the seconds since the command. */
function say(text) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(3);
  console.log(`${seconds} s  ${text}`);
}

checkNode();
ensureDebianPackages(FOR_START, say);
installPackages();
const { build } = await import('./build.mjs');
await build(['shared', 'server', 'h5'], say);
await startEverything();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (fits) return;
  console.error(`Node ${process.versions.node} is too old: 20.19, 22.13 or 24.11 at least.`);
  process.exit(1);
}

/** Not `npm ci`: it refuses a lock made where a registry had not every platform's binaries. */
function installPackages() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = join(ROOT, 'node_modules', '.siyu-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('installing npm packages (a minute or two) …');
  const result = spawnSync('npm', ['install', '--no-save', '--no-progress'], { cwd: ROOT, encoding: 'utf8' });
  if (result.status !== 0) {
    console.error(result.stdout + result.stderr);
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

async function startEverything() {
  mkdirSync(SIYU, { recursive: true, mode: 0o700 });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  say('starting the WeChat sandbox …');
  await supervise('sandbox/main.js', { SANDBOX_PORT, SANDBOX_DIR: join(SIYU, 'sandbox') });
  const environment = shopEnvironment();
  say('starting database and server …');
  await supervise('src/main.js', environment);
  say('seeding the demo shop …');
  const { operator, password } = await seedDemo(environment);
  console.log(`
  Shop (a phone-sized window shows it best)   http://localhost:${PORT}/
  API                                         http://localhost:${PORT}/openapi
  Operator                                    ${operator} / ${password}
  WeChat sandbox                              http://localhost:${SANDBOX_PORT}/

  Ctrl-C stops everything; the data stays in .siyu/ and is there at the next start.
`);
}

/** Runs a process and starts it again should it die; resolves once it says it is ready. */
function supervise(file, environment) {
  return new Promise((ready) => {
    const launch = () => {
      const child = fork(join(ROOT, 'server', 'dist', file), {
        cwd: ROOT,
        env: { LOG_LEVEL: 'warn', ...process.env, ...environment },
        detached: true,
      });
      children.set(file, child);
      child.on('message', (message) => message.ready && ready());
      child.on('exit', (code, signal) => {
        children.delete(file);
        if (stopping) return;
        say(`${file} ended (${signal ?? code}), starting it again`);
        setTimeout(launch, RESTART_AFTER_MS);
      });
    };
    launch();
  });
}

/** The server is told of the sandbox as it would be of WeChat: base URLs and keys. */
function shopEnvironment() {
  const sandbox = `http://127.0.0.1:${SANDBOX_PORT}`;
  const keys = JSON.parse(readFileSync(join(SIYU, 'sandbox', 'credentials.json'), 'utf8'));
  const platformKeys = Object.fromEntries(
    keys.platformCertificates.map((one) => [one.serial, one.pem]),
  );
  platformKeys[keys.platformPublicKeyId] = keys.platformPublicKeyPem;
  return {
    PORT,
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${PORT}`,
    SIYU_DIR: SIYU,
    H5_DIR: join(ROOT, 'miniapp', 'dist', 'h5'),
    SANDBOX_URL: `http://localhost:${SANDBOX_PORT}`,
    WECHAT_API_URL: sandbox,
    WECHAT_PAY_URL: sandbox,
    WECHAT_APP_ID: keys.appId,
    WECHAT_APP_SECRET: keys.appSecret,
    WECHAT_MCH_ID: keys.mchId,
    WECHAT_MCH_SERIAL: keys.merchantSerial,
    WECHAT_MCH_PRIVATE_KEY: keys.merchantPrivateKeyPem,
    WECHAT_API_V3_KEY: keys.apiV3Key,
    WECHAT_PLATFORM_KEYS: JSON.stringify(platformKeys),
  };
}

function seedDemo(environment) {
  return new Promise((done, fail) => {
    const child = fork(join(ROOT, 'server', 'dist', 'src', 'cli', 'seed-demo.js'), {
      cwd: ROOT,
      env: { LOG_LEVEL: 'warn', ...process.env, ...environment },
    });
    let answer = null;
    child.on('message', (message) => {
      if (message.progress) say(message.progress);
      else answer = message;
    });
    child.on('exit', (code) =>
      code === 0 && answer ? done(answer) : fail(new Error('the demo shop could not be seeded')),
    );
  });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  say('stopping …');
  const ends = [...children.values()].map((child) => new Promise((done) => child.on('exit', done)));
  children.get('src/main.js')?.kill('SIGTERM');
  children.get('sandbox/main.js')?.kill('SIGTERM');
  await Promise.all(ends);
  process.exit(0);
}
