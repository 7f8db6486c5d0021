/** The colours of charts; each stands out from white by 4.5 to 1 or more where it is text. */
export const INK = {
  axis: '#8c8c8c',
  text: '#333333',
  one: '#1677c8',
  other: '#d4552b',
} as const;

/** A chart of a width and height, with a title that is read out. */
export function svg(
  { width, height, title }: { width: number; height: number; title: string },
  parts: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title><rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

export function rule(x1: number, y1: number, x2: number, y2: number, more: string): string {
  const [from, to] = [`x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}"`, `x2="${x2.toFixed(1)}"`];
  return `<line ${from} ${to} y2="${y2.toFixed(1)}" stroke="${INK.axis}" ${more}/>`;
}

/** Words at a place, `anchor` saying which end of them stands there. */
export function text(
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  words: string,
  fill: string = INK.text,
): string {
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}"`;
  return `<text ${place} text-anchor="${anchor}" font-family="sans-serif" font-size="12" fill="${fill}">${words}</text>`;
}

export function bar(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  fill: string,
): string {
  const size = `width="${width.toFixed(1)}" height="${height.toFixed(1)}"`;
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${size} fill="${fill}"/>`;
}

/** 1, 2 or 5 times a power of ten, so that there are at most seven of them; at least 1. */
export function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = [0.2, 0.5, 1, 2].map((one) => one * power);
  return Math.max(1, steps.find((step) => most / step <= 7) ?? power);
}
