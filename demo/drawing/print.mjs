import { bandFill, bandPath } from './lathe.mjs';
import { element } from './svg.mjs';
import { project, round } from './view.mjs';

/** The shop's mark: a dot over two waves (枕溪, pillowed on the brook), `size` points wide. */
export function brandMark(x, y, size, ink) {
  const step = size / 4;
  const wave = (top) =>
    element('path', {
      d: `M${-size / 2} ${top}q${size / 8} ${-size / 7} ${step} 0t${step} 0t${step} 0t${step} 0`,
      fill: 'none',
      stroke: ink,
      strokeWidth: round(size / 15),
      strokeLinecap: 'round',
    });
  return element(
    'g',
    { transform: `translate(${round(x)} ${round(y)})` },
    element('circle', { cy: -size * 0.22, r: round(size * 0.11), fill: ink }),
    wave(size * 0.1),
    wave(size * 0.3),
  );
}

/** A printed line of small type too small to read: a bar. */
export function printLine(x, y, width, ink, height = 2.2) {
  return element('rect', {
    x: round(x - width / 2),
    y: round(y),
    width: round(width),
    height,
    rx: height / 2,
    fill: ink,
    opacity: 0.55,
  });
}

/** A paper label around the front of a round vessel, with the mark and two lines of print. */
export function label(studio, at, radius, look) {
  const {
    low,
    high,
    reach = 0.62,
    middle = -0.12,
    paper = '#f5efe3',
    ink = '#4a3d31',
    stamp = '#b4432f',
  } = look;
  const angles = [middle - reach, middle + reach];
  const fill = bandFill(studio, paper, angles);
  const tall = high - low;
  const [x, y] = project([
    at.x + Math.sin(middle) * radius,
    at.y + Math.cos(middle) * radius,
    at.z + low + tall * 0.6,
  ]);
  const size = Math.min(radius * 0.42, tall * 0.42);
  const print =
    brandMark(x, y, size, ink) +
    printLine(x, y + tall * 0.26, size * 0.95, ink) +
    printLine(x, y + tall * 0.33, size * 0.6, ink) +
    (stamp
      ? element('rect', {
          x: round(x + size * 0.62),
          y: round(y + tall * 0.24),
          width: round(size * 0.2),
          height: round(size * 0.2),
          rx: 1,
          fill: stamp,
        })
      : '');
  studio.draw(element('path', { d: bandPath(at, radius + 0.6, [low, high], angles), fill }), print);
}
