import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { personsAmong, type Joined } from './persons.js';

/** Everybody who can be walked to over links, without a thought for speed. */
function reached(from: string, links: readonly Joined[]): string[] {
  const seen = new Set([from]);
  for (let before = 0; before !== seen.size;) {
    before = seen.size;
    for (const { oneId, otherId } of links) {
      if (seen.has(oneId)) seen.add(otherId);
      if (seen.has(otherId)) seen.add(oneId);
    }
  }
  return [...seen].sort();
}

const ACCOUNTS = [...'abcdefgh'];
const anAccount = fc.constantFrom(...ACCOUNTS);
const aMove = fc.record({ oneId: anAccount, otherId: anAccount, ends: fc.boolean() });

describe('given accounts and links that say they are one person', () => {
  it('when one is linked to two, then all three are the oldest', () => {
    const links = [
      { oneId: 'b', otherId: 'c' },
      { oneId: 'a', otherId: 'c' },
    ];
    expect([...personsAmong(['a', 'b', 'c', 'd'], links)]).toEqual([
      ...[
        ['a', 'a'],
        ['b', 'a'],
        ['c', 'a'],
        ['d', 'd'],
      ],
    ]);
  });

  it('then after any links and ends they are who can be reached over what is live', () => {
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 40 }), (moves) => {
        let live: Joined[] = [];
        for (const { ends, ...link } of moves) {
          const isSame = (one: Joined) => one.oneId === link.oneId && one.otherId === link.otherId;
          live = live.filter((one) => !isSame(one));
          if (!ends) live.push(link);
          const persons = personsAmong(ACCOUNTS, live);
          for (const id of ACCOUNTS) expect(persons.get(id)).toBe(reached(id, live)[0]);
        }
      }),
    );
  });

  it('then a link that is made and ended leaves exactly what was', () => {
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 20 }), aMove, (before, link) => {
        const was = personsAmong(ACCOUNTS, before);
        personsAmong(ACCOUNTS, [...before, link]);
        expect(personsAmong(ACCOUNTS, before)).toEqual(was);
      }),
    );
  });
});
