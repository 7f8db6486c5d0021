export interface LineLimits {
  /** How wide a text is drawn, in the unit of `widthMax`. */
  widthOf: (text: string) => number;
  widthMax: number;
  linesMax: number;
}

const ELLIPSIS = '…';
/** A word of Latin letters and digits stays whole; any other character stands for itself. */
const PIECES = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}'’.,:%°/+-]*|\s+|./gsu;
/** No line begins with what ends a phrase. */
const CLOSING = /^[、。，．：；！？…”’）》」』】〉〕%]$/u;

/**
 * The lines of a text, broken as Chinese is: between any two characters, not inside a word and not
 * before a closing mark. What does not fit into the last line gives way to an ellipsis.
 */
export function linesOf(text: string, limits: LineLimits): string[] {
  const { widthOf, widthMax, linesMax } = limits;
  const lines: string[] = [];
  let line = '';
  const pieces = piecesOf(text, limits);
  for (const [at, piece] of pieces.entries()) {
    if (widthOf((line + piece).trimEnd()) <= widthMax) {
      line += line === '' ? piece.trimStart() : piece;
      continue;
    }
    if (lines.length === linesMax - 1) {
      return [...lines, shortened(line + pieces.slice(at).join(''), limits)];
    }
    lines.push(line.trimEnd());
    line = piece.trimStart();
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()];
}

/** Words, characters with the mark that closes them, and words too wide for any line in letters. */
function piecesOf(text: string, { widthOf, widthMax }: LineLimits): string[] {
  const pieces: string[] = [];
  const all = (text.match(PIECES) ?? []).flatMap((piece) =>
    widthOf(piece) > widthMax ? [...piece] : [piece],
  );
  for (const piece of all) {
    const before = pieces.at(-1);
    const stays = CLOSING.test(piece) && before !== undefined && before.trim() !== '';
    if (stays && widthOf(before + piece) <= widthMax) {
      pieces[pieces.length - 1] = before + piece;
    } else pieces.push(piece);
  }
  return pieces;
}

function shortened(text: string, { widthOf, widthMax }: LineLimits): string {
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('') + ELLIPSIS) > widthMax) {
    characters.pop();
  }
  return characters.join('').trimEnd() + ELLIPSIS;
}
