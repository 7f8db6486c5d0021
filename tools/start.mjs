import './check-node.mjs';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureDebianPackages, FOR_START } from './debian.mjs';
import { installPackages } from './install.mjs';
import { claim, refusalOfFolder, refusalOfPorts } from './start-checks.mjs';
import { Supervisor } from './supervise.mjs';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'server', 'dist');
const PORT = process.env.PORT ?? '8080';
const SANDBOX_PORT = process.env.SANDBOX_PORT ?? '8081';
/** Where everything is kept that the shop knows. */
const SIYU_DIR = resolve(process.env.SIYU_DIR ?? join(ROOT, '.siyu'));

const begun = performance.now();
const supervisor = new Supervisor(say);
let isStopping = false;

process.chdir(ROOT);
await check();
ensureDebianPackages(FOR_START, say);
installPackages(say);
const { build } = await import('./build.mjs');
await build(['shared', 'server', 'h5'], say);
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
await startEverything().catch((error) => {
  say(error.message);
  return stop(1);
});

/** Progress, with the seconds since the command. */
function say(text) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(3);
  console.log(`${seconds} s  ${text}`);
}

/** Ends the process, before anything is changed, when it could not come up anyway. */
async function check() {
  const refusal =
    refusalOfFolder(SIYU_DIR) ??
    (await refusalOfSecond()) ??
    (await refusalOfPorts({ PORT, SANDBOX_PORT }));
  if (refusal === null) return;
  console.error(refusal);
  process.exit(1);
}

async function refusalOfSecond() {
  mkdirSync(SIYU_DIR, { recursive: true, mode: 0o700 });
  const other = await claim(SIYU_DIR, `http://localhost:${PORT}/`);
  if (other === null) return null;
  const where = other === '' ? 'is being started' : `runs at ${other}`;
  return `Siyu ${where} already, with the data in ${SIYU_DIR}; Ctrl-C there stops it.
Another beside it: SIYU_DIR=… PORT=… SANDBOX_PORT=… npm start`;
}

async function startEverything() {
  mkdirSync(SIYU_DIR, { recursive: true, mode: 0o700 });
  say('starting the WeChat sandbox …');
  const sandbox = { SANDBOX_PORT, SANDBOX_DIR: join(SIYU_DIR, 'sandbox') };
  await supervisor.keep('the WeChat sandbox', join(DIST, 'sandbox', 'main.js'), sandbox);
  say('starting database and server …');
  const environment = shopEnvironment();
  await supervisor.keep('the server', join(DIST, 'src', 'main.js'), environment);
  say('seeding the demo shop …');
  const { operator, password } = await seedDemo(environment);
  await supervisor.once('its campaigns', join(DIST, 'src/cli/seed-campaigns.js'), environment);
  console.log(`
  Shop (a phone-sized window shows it best)   http://localhost:${PORT}/
  API                                         http://localhost:${PORT}/openapi
  Operator                                    ${operator} / ${password}

  Ctrl-C stops everything; the data stays in ${SIYU_DIR} and is there at the next start.
`);
}

/** The server is told of the sandbox as it would be of WeChat: base URLs and keys. */
function shopEnvironment() {
  const sandbox = `http://127.0.0.1:${SANDBOX_PORT}`;
  const keys = JSON.parse(readFileSync(join(SIYU_DIR, 'sandbox', 'credentials.json'), 'utf8'));
  const platformKeys = Object.fromEntries(
    keys.platformCertificates.map((one) => [one.serial, one.pem]),
  );
  platformKeys[keys.platformPublicKeyId] = keys.platformPublicKeyPem;
  return {
    PORT,
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${PORT}`,
    SIYU_DIR,
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

/** Fills an empty shop; answers the operator's login. */
async function seedDemo(environment) {
  let login = {};
  const file = join(DIST, 'src', 'cli', 'seed-demo.js');
  await supervisor.once('the demo shop', file, environment, (message) => {
    if (message.progress) say(message.progress);
    else login = message;
  });
  return login;
}

async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  say('stopping …');
  await supervisor.stop();
  process.exit(code);
}
