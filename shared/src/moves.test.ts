import { describe, expect, it } from '@jest/globals';
import { assertMove, statesBefore, type Moves } from './moves.js';

type Light = 'red' | 'green' | 'off';
const LIGHT_MOVES: Moves<Light> = { red: ['green', 'off'], green: ['red', 'off'], off: [] };

describe('given a table of moves', () => {
  it('then the states before one are those it can be reached from', () => {
    expect(statesBefore(LIGHT_MOVES, 'off')).toEqual(['red', 'green']);
    expect(statesBefore(LIGHT_MOVES, 'green')).toEqual(['red']);
  });

  it('when a move in it is made, then nothing is said', () =>
    expect(() => assertMove(LIGHT_MOVES, 'red', 'green', 'a light')).not.toThrow());

  it('when any other is made, then it fails as a bug that names what was moved', () => {
    expect(() => assertMove(LIGHT_MOVES, 'off', 'red', 'light 7')).toThrow(
      'assertion failed: light 7 may not go from off to red',
    );
    expect(() => assertMove(LIGHT_MOVES, 'red', 'red', 'light 7')).toThrow();
  });
});
