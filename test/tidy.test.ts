import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const LINES_MAX = 250;
const COLUMNS_MAX = 100;
/** Words this field has better ones for (`docs/words.md`), and names that say nothing. */
const SYNONYMS = /\b(pintuan|seckill|brokerage|distributor|spu|goods_?sku)\b/i;
const EMPTY_NAMES = /(^|[-./])(utils?|helpers?|manager|common-data)([-./]|$)/;
const SWITCHED_OFF =
  /\b(it|test|describe)(\.\w+)*\.(only|skip|todo|failing)\b|\b([xf]it|[xf]describe|xtest)(\(|\.each)/;
/** A statement that writes a state, or the columns of one that does. */
const STATEFUL =
  'orders|payment|refund|after_sale|campaign|coupon|promotion_use|team_seat|team|recharge|wallet_hold|merchant_transfer|approval|plan_purchase|referral_reward|referral_programme|person_link';
const MOVE = new RegExp(
  `UPDATE\\s+(${STATEFUL})\\s+SET(?:(?!WHERE)[^\`'])*\\bstate = |[{ ]state: to\\b`,
);
/** Where what fails is a process, an answer or a stored text, none of which is a bug of ours. */
const OUTSIDE =
  /^shared\/src\/assert|\/cli\/|\/platform\/(mariadbd|private-database|wechat-api)\.|\/password\./;
/** The one test that may be skipped: it needs real files that are not in the repository. */
const DATA_ABSENT = /existsSync\(\w+\) \? it : it\.skip;$/;
const CLOCKS = [
  'server/src/platform/clock.ts',
  'server/sandbox/clock.ts',
  'miniapp/src/platform/clock.ts',
];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT })
  .toString()
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs|scss)$/.test(path) && existsSync(join(ROOT, path)));
const sources = files.filter((path) => /^(shared|server|miniapp)\/(src|sandbox)\//.test(path));
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** Every line that matches, as `path:line`. */
function offences(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

/** Functions that write a state without asking its table in shared, as `path: first line`. */
function unaskedMoves(path: string): string[] {
  const functions = textOf(path).split(/^(?=(?:export )?(?:async )?function )/m);
  return functions
    .filter((text) => MOVE.test(text) && !/\b(assertMove|statesBefore|mayMove\w+)\(/.test(text))
    .map((text) => `${path}: ${text.slice(0, text.indexOf('\n'))}`);
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

describe('house style', () => {
  it('files are short enough to read', () => {
    const long = files.filter((path) => textOf(path).split('\n').length - 1 > LINES_MAX);
    expect(long.filter((path) => !path.includes('/migrations/'))).toEqual([]);
  });

  it('comments fit a screen; code is the formatter’s business', () => {
    const comments = new RegExp(`^\\s*(//|/?\\*).{${COLUMNS_MAX},}`);
    expect(offences(sources, comments)).toEqual([]);
  });

  it('file names are kebab-case and say what is inside', () => {
    const bad = sources.filter(
      (path) => !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(basename(path)) || EMPTY_NAMES.test(path),
    );
    expect(bad).toEqual([]);
  });

  it('one word per idea: the field’s terms, not their synonyms', () => {
    expect(offences(sources, SYNONYMS)).toEqual([]);
  });

  it('the time comes from a clock that can be injected', () => {
    const clockless = sources.filter((path) => !CLOCKS.includes(path) && !isTest(path));
    expect(offences(clockless, /new Date\(\)|Date\.now\(\)/)).toEqual([]);
  });

  it('no statement moves a state by a word of its own: the tables in shared say what may', () => {
    const server = sources.filter((path) => path.startsWith('server/src/'));
    expect(server.flatMap((path) => unaskedMoves(path))).toEqual([]);
  });

  it('whoever writes holds a transaction, or writes one statement alone', () => {
    const features = sources.filter(
      (path) => /^server\/src\/(?!platform\/)/.test(path) || path.endsWith('.store.ts'),
    );
    expect(offences(features, /(?<!\b(tx|single))\.query\(/)).toEqual([]);
  });

  it('a bug fails an assertion; a bare error is for what the machine or WeChat does', () => {
    const house = sources.filter(
      (path) => /^(server|shared)\/src\//.test(path) && !isTest(path) && !OUTSIDE.test(path),
    );
    expect(offences(house, /throw new Error\(/)).toEqual([]);
  });

  it('nothing is left for later, switched off or skipped', () => {
    const rest = files.filter((path) => path !== 'test/tidy.test.ts');
    expect(offences(rest, /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck/)).toEqual([]);
    // Where a type ends, so that “Sandbox: any number will do” is still English.
    expect(offences(rest, /(\bas|:) any(?=\s*(?:[;,)=|&>{}[\]]|$))/)).toEqual([]);
    expect(offences(rest, SWITCHED_OFF).filter((line) => !DATA_ABSENT.test(line))).toEqual([]);
  });

  it('shared rules do no I/O, wait for nothing and draw no lots', () => {
    const rules = sources.filter((path) => path.startsWith('shared/src/') && !isTest(path));
    expect(offences(rules, /\basync\b|\bawait\b|Math\.random|from 'node:/)).toEqual([]);
  });

  it('only the platform folder of the mini-program knows weapp from H5', () => {
    const said = ['miniapp/src/app.config.ts', 'miniapp/src/globals.d.ts'];
    const pages = sources.filter((path) => /^miniapp\/src\/(?!platform\/)/.test(path));
    const asking = pages.filter((path) => !said.includes(path));
    expect(offences(asking, /TARO_ENV/)).toEqual([]);
  });

  it('pages do no price arithmetic', () => {
    const pages = sources.filter((path) => /^miniapp\/src\/.*\.tsx$/.test(path));
    expect(offences(pages, /Fen\b\s*[-+*/]\s*\w|\w\s*[-+*/]\s*\w*Fen\b/)).toEqual([]);
  });
});
