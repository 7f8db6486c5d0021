import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { generatedYear, type GeneratedYear } from '../../scale/year/year.mjs';

const SHOPPERS = 2_000;
const FOLDER = join(import.meta.dirname, '..', '..', 'scale', 'year');

let year: GeneratedYear;

beforeAll(() => {
  year = generatedYear({ seed: 7, shoppers: SHOPPERS });
});

describe('the generated year referral rules are judged by', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generatedYear({ seed: 7, shoppers: SHOPPERS })).toEqual(year);
    expect(generatedYear({ seed: 8, shoppers: SHOPPERS }).orders).not.toEqual(year.orders);
  });

  it('imports nothing but its own files, so that no rule can be built into it', () => {
    const imports = readdirSync(FOLDER).flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, of]) => of),
    );
    expect(imports.filter((of) => !of!.startsWith('./'))).toEqual([]);
  });

  it('has three shares a shopper, and a twentieth of them made for the reward, in six ways', () => {
    expect(year).toMatchObject({ shoppers: { length: SHOPPERS }, shares: { length: 6_000 } });
    const counts = new Map<string, number>();
    for (const { pattern } of year.labels.values())
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    expect([...counts.values()].sort()).toEqual([16, 16, 17, 17, 17, 17]);
  });

  it('has honest people who look alike: shared phones, doors of families and of offices', () => {
    const honest = year.shoppers.filter(({ id }) => !year.labels.has(id));
    expect(honest.length - new Set(honest.map((one) => one.installation)).size).toBeGreaterThan(0);
    expect(honest.length - new Set(honest.map((one) => one.phone)).size).toBeGreaterThan(0);
    const receivers = new Map<string, Set<number>>();
    for (const { shopper, place } of year.orders.filter((order) => !year.labels.has(order.shopper)))
      receivers.set(place.detail, (receivers.get(place.detail) ?? new Set()).add(shopper));
    expect([...receivers.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(20);
  });

  it('lets nothing happen before what it follows from', () => {
    const shares = new Map(year.shares.map((share) => [share.code, share]));
    const shoppers = new Map(year.shoppers.map((shopper) => [shopper.id, shopper]));
    expect(year.visits.filter(({ code, at }) => at < shares.get(code)!.at)).toEqual([]);
    expect(
      year.orders.filter((one) => one.paidAt < shoppers.get(one.shopper)!.registeredAt),
    ).toEqual([]);
  });
});
