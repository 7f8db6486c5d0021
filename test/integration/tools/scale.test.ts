import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { asRunning } from '../../factories/shop-process.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A minute or two where nothing else runs. */
const WITHIN_MS = 600_000;

type Row = Record<string, unknown> & { name: string };

let rows: Map<string, Row>;

/** A hundredth of the full size: what is counted holds at any, rates are for a quiet machine. */
beforeAll(async () => {
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'scale.mjs')], {
    cwd: ROOT,
    env: { ...process.env, SIYU_SCALE: '0.01', BENCH_SECONDS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await asRunning(child).ended;
  const said = out.trim().split('\n');
  rows = new Map(said.map((line) => JSON.parse(line) as Row).map((row) => [row.name, row]));
}, WITHIN_MS);

describe('given a shop of ten thousand members with a hundred thousand growth events', () => {
  it('then all of it was loaded, wallets and points too', () =>
    expect(rows.get('membership.loaded')).toMatchObject({
      ...{ members: 10_000, growth_events: expect.closeTo(100_000, -1) },
      ...{ ledger_entries: 13_000, wallet_lots: 2_000, point_lots: 5_000 },
    }));

  it('when the nightly review is killed half-way, then resumed it ends as if it had not been', () =>
    expect(rows.get('membership.review')).toMatchObject({ met: true }));

  it('then the member page costs six statements or fewer', () =>
    expect(rows.get('membership.page')!['statements_per_op']).toBeLessThanOrEqual(6));

  it('when a row of each table is made wrong, then the audit finds each, and nothing after', () =>
    expect(rows.get('membership.audit')).toMatchObject({
      ...{ planted: 11, missed: [], left_after_undoing: 0, met: true },
    }));
});

it('given a generated year of shares, then the risk rules hold the cheats and hardly anyone else', () =>
  expect(rows.get('referrals.risk')).toMatchObject({ shoppers: 10_000, cheats: 500, met: true }));

describe('given a quarter of events, with orders, refunds, logins and late events', () => {
  it('then packing them all anew ends with the same bytes and answers', () =>
    expect(rows.get('analytics.rebuild')).toMatchObject({
      ...{ events: 100_000, orders: 1_000, same_packs: true, same_answers: true, met: true },
    }));

  it('then funnels and cohorts are told', () =>
    expect(rows.get('analytics.questions')).toMatchObject({ name: 'analytics.questions' }));
});

describe('given a generated year that is lived through a shop’s own tables', () => {
  it('then the shop’s own services hold most of the cheats and hardly anyone else', () => {
    const { recall, false_positives } = rows.get('referrals.year')!;
    // Among so few a crowd is four accounts, which is none; the row above has enough of them.
    expect(recall).toBeGreaterThanOrEqual(0.6);
    expect(false_positives).toBeLessThanOrEqual(0.01);
  });

  it('then its books balance: rewards were given, commission has settled, nobody is paid twice', () => {
    const { rewards, commission, ...books } = rows.get('referrals.books')!;
    expect(books).toMatchObject({ violations: [], met: true });
    expect(Object.keys(rewards as object)).toEqual(['granted', 'held', 'voided']);
    expect(Object.keys(commission as object)).toContain('settled');
  });

  it('then every figure of every channel is what its raw orders come to', () =>
    expect(rows.get('referrals.channels')).toMatchObject({
      channels: 34,
      differing: [],
      met: true,
    }));
});
