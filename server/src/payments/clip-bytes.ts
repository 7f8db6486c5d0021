/** WeChat counts UTF-8 bytes: the longest head of `text` that fits, cut between characters. */
export function clipBytes(text: string, bytesMax: number): string {
  let bytes = 0;
  let clipped = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > bytesMax) return clipped;
    clipped += character;
  }
  return clipped;
}
