import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from './lines.js';

/** A Chinese character is two wide, a Latin one, as a terminal draws them. */
const widthOf = (text: string) =>
  [...text].reduce((width, one) => width + (one.charCodeAt(0) < 0x2e80 ? 1 : 2), 0);
const lines = (text: string, widthMax = 10, linesMax = 2) =>
  linesOf(text, { widthOf, widthMax, linesMax });

describe('given a text of several lines', () => {
  it('when it fits, then it is broken between characters and nothing is lost', () => {
    expect(lines('手工窑变茶盏')).toEqual(['手工窑变茶', '盏']);
    expect(lines('茶盏')).toEqual(['茶盏']);
    expect(lines('')).toEqual([]);
  });

  it('when a word does not fit into a line, then it begins the next', () => {
    expect(lines('茶盏 TEA cup 12cm')).toEqual(['茶盏 TEA', 'cup 12cm']);
  });

  it('when a closing mark would begin a line, then its character goes with it', () => {
    expect(lines('手工窑变茶，盏')).toEqual(['手工窑变', '茶，盏']);
  });

  it('when it is too long, then the last line ends with an ellipsis', () => {
    expect(lines('手工窑变茶盏一只礼盒装')).toEqual(['手工窑变茶', '盏一只礼…']);
    expect(lines('Supercalifragilistic', 10, 1)).toEqual(['Supercali…']);
  });

  it('property: no line is too wide, there are no more than allowed, and they begin the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'茶盏，。 aB9-😀（）…') });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 1, max: 3 }),
        (...of) => {
          const [whole, widthMax, linesMax] = of;
          const found = lines(whole, widthMax, linesMax);
          expect(found.length).toBeLessThanOrEqual(linesMax);
          const plain = (one: string) => one.replace(/[\s…]/g, '');
          expect(plain(whole).startsWith(plain(found.join('')))).toBe(true);
          for (const line of found) expect(widthOf(line)).toBeLessThanOrEqual(widthMax);
        },
      ),
    );
  });
});
