import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODE_LENGTH, CODE_LETTERS, printedCode, readPrintedCode } from './printed-code.js';

describe('a printed code', () => {
  it('given its letters, then none is taken for another', () => {
    expect(new Set(CODE_LETTERS).size).toBe(CODE_LETTERS.length);
    // Each pair looks alike in some print or hand: of none are both there.
    for (const [a, b] of ['0O', '0D', '0Q', '1I', '1L', 'IL', '2Z', '5S', '8B', 'UV', 'OQ']) {
      expect(CODE_LETTERS.includes(a!) && CODE_LETTERS.includes(b!)).toBe(false);
    }
  });

  it('given any code, then it is read back from print, in small letters and with spaces', () => {
    const letters = fc.constantFrom(...CODE_LETTERS);
    const codes = fc.array(letters, { minLength: CODE_LENGTH, maxLength: CODE_LENGTH });
    fc.assert(
      fc.property(codes, (drawn) => {
        const code = drawn.join('');
        const printed = printedCode(code);
        expect(printed).toMatch(/^\w{4}-\w{4}-\w{4}$/);
        expect(readPrintedCode(` ${printed.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      }),
    );
  });

  it.each(['', 'ACDE-3467-WXY', 'ACDE-3467-WXYTA', 'ACDE-3467-WXY0', '兑换码兑换码兑换码兑换码'])(
    'given %p, then it is none',
    (typed) => expect(readPrintedCode(typed)).toBeNull(),
  );
});
