import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passwordIn } from '../../factories/operator.js';
import { asRunning, runToEnd } from '../../factories/shop-process.js';
import { until } from '../../factories/until.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const HOME = tmpdir();

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'siyu-commands-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function typed(tool: string, ...words: string[]) {
  return runToEnd(`src/cli/${tool}.js`, { SIYU_DIR: join(directory, 'shop') }, words);
}

/** Runs one of `tools/` to its end; its two streams apart. */
async function ran(tool: string, words: string[], { root = ROOT, env = {} } = {}) {
  const child = spawn(process.execPath, [join(root, 'tools', tool), ...words], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await asRunning(child).ended;
  return { code, out, err };
}

describe('given a command that cannot be done', () => {
  it.each([
    ['import', ['/nope.csv'], '/nope.csv: there is no such file'],
    ['import', ['/'], '/: is a folder'],
    ['import', [], 'usage: npm run import -- file.csv [--source NAME] [--dry-run]'],
    ['export', ['--help'], 'usage: npm run -s export [-- file.csv]'],
    ['audit', [], 'there is no database in '],
    ['operator', ['add', 'ann', '--rol', 'owner'], 'npm run operator -- add NAME --role ROLE'],
    ['operator', ['add', 'a'.repeat(41), '--role', 'owner'], 'name has 1 to 40 characters'],
  ])('%s %j, then it says “%s” in a line or two, and ends with 2', async (tool, words, said) => {
    const { code, output } = await typed(tool, ...words);
    expect([code, output]).toEqual([2, expect.stringContaining(said)]);
    expect(output.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(existsSync(join(directory, 'shop'))).toBe(false);
  });

  it('a database that is away, then it says so without a stack', async () => {
    const away = { DATABASE_URL: 'mysql://siyu@127.0.0.1:1/siyu' };
    const { code, output } = await runToEnd('src/cli/export.js', away);
    expect([code, output]).toEqual([2, 'connect ECONNREFUSED 127.0.0.1:1\n']);
  });

  it('a bench of no such row, then it names the rows there are, and ends with 2', async () => {
    const { code, out, err } = await ran('bench.mjs', ['nonesuch']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('no row is called nonesuch: feed, list, detail, purchase');
  });

  it.each([
    [['nonesuch'], {}, 'nothing is called nonesuch: membership, referrals, analytics'],
    [['membership'], { SIYU_SCALE: '7' }, 'SIYU_SCALE: a share of the full size, such as 0.01'],
  ])('a scale of %j with %j, then it says “%s”, and ends with 2', async (words, env, said) => {
    const { code, out, err } = await ran('scale.mjs', words, { env });
    expect([code, out, err]).toEqual([2, '', `${said}\n`]);
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT=eighty is no port'],
    [{ SANDBOX_PORT: '70000' }, 'SANDBOX_PORT=70000 is no port'],
    [{ SIYU_DIR: `/tmp/${'深'.repeat(34)}` }, 'SIYU_DIR is too deep'],
  ])('a start with %j, then it says “%s” before anything is begun', async (wrong, said) => {
    const env = { SIYU_DIR: join(directory, 'start'), ...wrong };
    const { code, out, err } = await ran('start.mjs', [], { env });
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(said)]);
  });
});

describe('given a build that is due', () => {
  it('then its progress is no part of what the command writes to stdout', async () => {
    const root = join(directory, 'copy');
    for (const path of ['tools', 'shared/src', 'package-lock.json', '.swcrc']) {
      cpSync(join(ROOT, path), join(root, path), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const { code, out, err } = await ran('build.mjs', ['shared'], { root });
    expect([code, out, err]).toEqual([0, '', 'building shared …\n']);
  });
});

describe('given a folder without a database', () => {
  const ANN = ['add', 'ann', '--role', 'owner'];

  it('when the power fails during its layout, then the next command lays it out anew', async () => {
    const shop = join(directory, 'shop');
    const child = spawn(
      process.execPath,
      [join(ROOT, 'server', 'dist', 'src', 'cli', 'operator.js'), ...ANN],
      { env: { PATH: process.env['PATH'], SIYU_DIR: shop }, stdio: 'ignore', detached: true },
    );
    const interrupted = asRunning(child);
    await until('its layout has begun', () => {
      const folders = existsSync(shop) ? readdirSync(shop) : [];
      return Promise.resolve(folders.some((one) => existsSync(join(shop, one, 'mysql'))));
    });
    process.kill(-interrupted.pid, 'SIGKILL');
    await interrupted.ended;

    const { code, output } = await typed('operator', ...ANN);

    expect([code, output]).toEqual([0, expect.stringMatching(/^Operator ann \/ \S+ /)]);
    expect(readdirSync(shop).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('when an operator is there already, then a new password is what to ask for', async () => {
    const { code, output } = await typed('operator', ...ANN);
    expect([code, output]).toEqual([2, expect.stringContaining('npm run operator -- reset ann')]);
    const reset = await typed('operator', 'reset', 'ann');
    expect([reset.code, passwordIn(reset.output)]).toEqual([0, expect.stringMatching(/^\S{20,}$/)]);
  });

  it('when members are imported, then bad rows are told by line, and much principal waits', async () => {
    const file = join(directory, 'members.csv');
    const imported = (rows: string, ...words: string[]) => {
      writeFileSync(file, `会员号,手机号,本金\n${rows}`);
      return typed('import', file, ...words);
    };
    const rows = 'A-1,13800138000,88\nA-2,123,0\n';
    const told = '1 created, 0 updated, 0 unchanged, 1 refused\nline 3, 手机号: is no phone number';
    const dry = await imported(rows, '--dry-run');
    expect([dry.code, dry.output]).toEqual([
      1,
      expect.stringContaining(`nothing written: ${told}`),
    ]);
    const real = await imported(rows);
    expect([real.code, real.output]).toEqual([1, expect.stringContaining(told)]);
    const again = await imported('A-1,13800138000,88\n');
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('1 unchanged')]);
    const much = await imported('A-3,13800138001,1000.01\n');
    expect([much.code, much.output]).toEqual([1, expect.stringContaining('approval')]);
  });

  it('when orders are imported, then it says what of and of whom, and asks which system', async () => {
    const file = join(directory, 'orders.csv');
    writeFileSync(file, '顾客编号,下单时间,金额\n1,2026-03-05,88.8\n1,2026-03-05,x\n');
    const nameless = await typed('import', file);
    expect([nameless.code, nameless.output]).toEqual([2, expect.stringContaining('--source')]);
    const { code, output } = await typed('import', file, '--source', 'till');
    expect(code).toBe(1);
    expect(output).toContain('1 created, 0 updated, 0 unchanged, 1 refused; ¥88.80\n1 customers');
    expect(output).toContain('1 waiting\nline 3, 金额: is not an amount');
  });

  it('when a role is not there, then those that are there are named', async () => {
    const { code, output } = await typed('operator', 'add', 'bo', '--role', 'nope');
    expect([code, output]).toEqual([2, 'there is no role nope; roles: owner\n']);
  });

  it('when an operator is not there, then the command says so', async () => {
    const { code, output } = await typed('operator', 'reset', 'nobody');
    expect([code, output]).toEqual([2, 'there is no operator nobody\n']);
  });
});
