import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order, Page, ProductCard } from '@siyu/shared';
import { client } from '../../factories/http.js';
import { logInOperator, passwordIn } from '../../factories/operator.js';
import {
  aBuyer,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  type Buyer,
} from '../../factories/purchase.js';
import {
  asRunning,
  databasePid,
  freePort,
  runToEnd,
  type Running,
} from '../../factories/shop-process.js';
import { until } from '../../factories/until.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The build of the storefront may be part of the start. */
const READY_WITHIN_MS = 150_000;

let directory: string;
let environment: Record<string, string>;
let shop: { url: string; sandbox: { url: string } };
let started: { command: Running; child: ChildProcess };

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'siyu-start-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  environment = { PORT: String(port), SANDBOX_PORT: String(sandboxPort), SIYU_DIR: directory };
  shop = {
    url: `http://127.0.0.1:${port}`,
    sandbox: { url: `http://127.0.0.1:${sandboxPort}` },
  };
  started = await npmStart();
});
afterAll(async () => {
  for (const pid of processesOf(directory)) process.kill(pid, 'SIGKILL');
  await until('nothing runs', () => Promise.resolve(processesOf(directory).length === 0));
  rmSync(directory, { recursive: true, force: true });
});

/** `npm start` as a terminal runs it: in a process group of its own. */
function spawnStart(given: Record<string, string>): ChildProcess {
  return spawn('npm', ['start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

async function npmStart(): Promise<typeof started> {
  const child = spawnStart(environment);
  const command = asRunning(child);
  const isUp = () => Promise.resolve(/Ctrl-C stops everything/.test(command.output()));
  const early = command.ended.then((code) => {
    throw new Error(`npm start ended (${code}): ${command.output()}`);
  });
  await Promise.race([until('npm start is up', isUp, READY_WITHIN_MS), early]);
  early.catch(() => undefined);
  return { command, child };
}

/** Every process that knows this folder, by its arguments or environment, and runs `program`. */
function processesOf(folder: string, program = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const about = words + readFileSync(`/proc/${pid}/environ`, 'utf8');
        const what = words.split('\0').slice(0, 2).join(' ');
        return about.includes(folder) && what.includes(program);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** What a terminal does at Ctrl-C: every process of the foreground group is told. */
function pressCtrlC(): void {
  process.kill(-(started.child.pid ?? 0), 'SIGINT');
}

function nothingRuns(): Promise<void> {
  return until('nothing is left running', () => {
    return Promise.resolve(processesOf(directory).length === 0);
  }).then(() => undefined);
}

async function isReady(): Promise<boolean> {
  return (await client(shop.url).ask('GET', '/readyz')).status === 200;
}

describe('given one command has started everything', () => {
  let buyer: Buyer;
  let order: Order;

  it('then it printed where everything is, an operator’s login, and no warning', async () => {
    // What npm thinks of its own settings on this machine is not ours to say.
    const said = started.command.output().replace(/^npm warn .*$/gm, '');
    expect(said).toContain(`http://localhost:${environment['PORT']}/`);
    expect(said).not.toMatch(/warn|deprecat/i);
    const operator = await logInOperator(shop, 'owner', passwordIn(said));
    expect(await operator.get('/ops/me')).toMatchObject({ name: 'owner' });
    const page = await fetch(`${shop.url}/`);
    expect(await page.text()).toContain('<div id="app">');
  });

  it('then a shopper finds the demo’s goods and buys one', async () => {
    buyer = await aBuyer(shop);
    const { items } = await buyer.get<Page<ProductCard>>('/shop/products?limit=20');
    expect(items.length).toBeGreaterThanOrEqual(20);
    const { skus } = await buyer.get<{ skus: { id: string }[] }>(`/shop/products/${items[0]!.id}`);
    const { id } = await placed(buyer, [{ skuId: skus[0]!.id, quantity: 1 }]);
    await payInSheet(shop, await prepaid(buyer, id));
    order = await until('the order is paid', async () => {
      const found = await orderOf(buyer, id);
      return found.state === 'to-ship' && found;
    });
  });

  it.each(['dist/src/main.js', 'dist/sandbox/main.js', 'sbin/mariadbd', '/bin/sh -c'])(
    'when %s is killed, then it comes back by itself, and the order is there',
    async (program) => {
      const [before] = processesOf(directory, program);
      const database = databasePid(directory);
      process.kill(before!, 'SIGKILL');
      await until(`${program} is back`, async () => {
        const [now] = processesOf(directory, program);
        // A database that is ending answers still; only the sandbox does without a new one.
        const hasDatabase =
          program.includes('sandbox') || ![null, database].includes(databasePid(directory));
        return now !== undefined && now !== before && hasDatabase && (await isReady());
      });
      expect(await orderOf(buyer, order.id)).toMatchObject({ id: order.id, state: 'to-ship' });
      await placed(
        buyer,
        order.lines.map(({ skuId }) => ({ skuId, quantity: 1 })),
      );
    },
  );

  it('when the audit runs beside it, then there are no violations', async () => {
    const { code, output } = await runToEnd('src/cli/audit.js', environment);
    expect([code, output]).toEqual([0, '0 violations\n']);
    expect(await isReady()).toBe(true);
  });

  it('when it is started once more, then that says where it runs, and disturbs nothing', async () => {
    const second = asRunning(spawnStart(environment));
    expect(await second.ended).toBe(1);
    const where = `Siyu runs at http://localhost:${environment['PORT']}/ already`;
    expect(second.output()).toContain(where);
    expect(await isReady()).toBe(true);
  });

  it('when Ctrl-C is pressed, then all of it ends within seconds', async () => {
    const pressedAt = performance.now();
    pressCtrlC();
    await started.command.ended;
    await nothingRuns();
    expect(performance.now() - pressedAt).toBeLessThan(10_000);
  });

  it('when it is started again, then the order is kept', async () => {
    started = await npmStart();
    expect(await orderOf(buyer, order.id)).toMatchObject({ id: order.id, state: 'to-ship' });
  });

  it('when the command itself is killed, then nothing outlives it', async () => {
    for (const pid of processesOf(directory, 'tools/start.mjs')) process.kill(pid, 'SIGKILL');
    await nothingRuns();
  });

  it('when the audit runs alone, then there are no violations, and nothing stays', async () => {
    const { code, output } = await runToEnd('src/cli/audit.js', environment);
    expect([code, output]).toEqual([0, '0 violations\n']);
    await nothingRuns();
  });
});

describe('given a port is taken', () => {
  it.each(['PORT', 'SANDBOX_PORT'])('%s, then the command says so at once', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const command = asRunning(spawnStart({ ...environment, [variable]: port }));
    expect(await command.ended).toBe(1);
    const wording = `Port ${port} is taken: ${variable}=… npm start takes another.`;
    expect(command.output()).toContain(wording);
    expect(command.output()).not.toContain('starting');
    await nothingRuns();
    other.close();
  });
});
