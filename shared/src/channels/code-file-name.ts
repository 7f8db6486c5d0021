/** What no common file system takes in a name, and what nobody sees; emoji keep their joiner. */
const UNSAFE = /[/\\:*?"<>|]/gu;
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200d)\p{Cf}/gu;
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu;
/** File systems take 255 bytes, with the number and the ending that follow. */
const BYTES_MAX = 200;
const NAMELESS = '渠道';

/**
 * File names of codes after what their channels are called, in the same order: safe on every common
 * system, and no two the same, whatever a system makes of capitals.
 */
export function codeFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const stem = safeStem(name);
    let unique = stem;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${stem} (${number})`;
    taken.add(unique.toLowerCase());
    return `${unique}.png`;
  });
}

function safeStem(name: string): string {
  const seen = name.normalize('NFC').replace(/\s+/gu, ' ').replace(UNSEEN, '');
  const trimmed = trimmedOf(cut(trimmedOf(seen.replace(UNSAFE, '-'))));
  if (trimmed === '') return NAMELESS;
  return DEVICE.test(trimmed) ? `_${trimmed}` : trimmed;
}

/** A dot before a name hides a file; one after it, or a space, is dropped by Windows. */
function trimmedOf(name: string): string {
  return name.replace(/^[\s.]+|[\s.\u200d]+$/gu, '');
}

/** As many whole characters as fit. */
function cut(name: string): string {
  let [kept, bytes] = ['', 0];
  for (const character of name) {
    bytes += bytesOf(character);
    if (bytes > BYTES_MAX) break;
    kept += character;
  }
  return kept;
}

/** Of one character in UTF-8. */
function bytesOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
