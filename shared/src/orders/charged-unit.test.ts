import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import { chargedUnitFen } from './charged-unit.js';

describe('given what a line came to', () => {
  it('when it divides evenly, then that is what each unit was charged', () =>
    expect(chargedUnitFen({ payableFen: fen(1_980), quantity: 2 })).toBe(990));

  it('when a fen is left over, then no unit has a price of its own', () =>
    expect(chargedUnitFen({ payableFen: fen(1_000), quantity: 3 })).toBeNull());

  it('when all of it was given, then each unit was free', () =>
    expect(chargedUnitFen({ payableFen: fen(0), quantity: 3 })).toBe(0));
});
