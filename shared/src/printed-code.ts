/** Letters and digits that no print and no handwriting takes for one another. */
export const CODE_LETTERS = '34679ACDEFGHJKMNPRTWXY';
/** 22^12 codes: of a hundred thousand printed, one guess in 10^11 hits. */
export const CODE_LENGTH = 12;
const GROUP = 4;

/** What someone typed of a code, as it is kept; null when it cannot be one. */
export function readPrintedCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const isCode =
    code.length === CODE_LENGTH && [...code].every((one) => CODE_LETTERS.includes(one));
  return isCode ? code : null;
}

/** A code as it is printed: `ACDE-3467-WXYT`. */
export function printedCode(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}
