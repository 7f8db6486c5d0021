import { chance } from './chance.mjs';
import { lit, mix } from './colour.mjs';
import { element } from './svg.mjs';
import { pathOf, project, round } from './view.mjs';

/** One leaf lying or standing in the picture plane: origin at its stalk, pointing to the right. */
export function leaf(length, width, base, { vein = true } = {}) {
  const half = (side) =>
    `M0 0C${length * 0.25} ${-width * side} ${length * 0.7} ${-width * 0.9 * side} ${length} 0`;
  const light = lit(base, 0.76);
  const dark = lit(base, 0.44);
  const middle = element('path', {
    d: `M0 0L${length * 0.94} 0`,
    stroke: lit(base, 0.86),
    strokeWidth: 0.9,
    opacity: 0.7,
  });
  return [
    element('path', { d: `${half(1)}Z`, fill: light }),
    element('path', { d: `${half(-1)}Z`, fill: dark }),
    vein ? middle : '',
  ].join('');
}

/** A twig's leaves, left and right by turns and one at its end. */
function foliage(
  next,
  point,
  { leaves = 7, size = 46, base = '#6f8060', bend = 0.12, slim = 0.2 },
) {
  return Array.from({ length: leaves }, (_, index) => {
    const t = 0.14 + (index / (leaves - 1)) * 0.86;
    const [x, y] = point(t);
    const side = index === leaves - 1 ? 0 : index % 2 ? 1 : -1;
    const turn = side * (36 + next() * 22) - (t - 0.5) * bend * 200 * -0.6;
    const long = size * (0.75 + next() * 0.35) * (1 - 0.25 * Math.abs(t - 0.45));
    const tone = mix(base, next() > 0.5 ? '#c9c19a' : '#3f4f3a', next() * 0.22);
    const transform = `translate(${round(x)} ${round(y)}) rotate(${round(turn)})`;
    return element('g', { transform }, leaf(long, long * slim, tone));
  });
}

/**
 * A twig on the table: a bent stalk with leaves left and right, and blossoms if asked. `angle` is
 * in degrees in the picture.
 */
export function twig(studio, at, look) {
  const { length, angle, bend = 0.12, seed = 'twig' } = look;
  const next = chance(seed);
  const point = (t) => [t * length, -Math.sin(t * Math.PI) * length * bend];
  const stalk = Array.from({ length: 21 }, (_, index) => point(index / 20));
  const wood = { fill: 'none', stroke: '#7b6a4d', strokeWidth: 2.4, strokeLinecap: 'round' };
  const body = [
    element('path', { d: pathOf(stalk, false), ...wood }),
    ...foliage(next, point, look),
    look.blossoms ? blossoms(next, point, look.blossoms) : '',
  ].join('');
  const [x, y] = project([at.x, at.y, at.z]);
  const lying = (shift) =>
    `translate(${x + shift[0]} ${y + shift[1]}) scale(1 0.72) rotate(${angle})`;
  const dark = { opacity: 0.3, filter: studio.blur(4) };
  studio.draw(
    element('g', { transform: lying([5, 6]), ...dark }, silhouette(body)),
    element('g', { transform: lying([0, 0]) }, body),
  );
}

/** The same drawing in one dark colour, for its shadow. */
function silhouette(svg) {
  return svg
    .replaceAll(/(fill|stroke)="#[0-9a-f]{6}"/g, '$1="#3a2a1c"')
    .replaceAll(/opacity="[^"]+"/g, '');
}

function blossoms(next, point, { base, count, size = 5 }) {
  return Array.from({ length: count }, () => {
    const [x, y] = point(0.15 + next() * 0.7);
    const [dx, dy] = [(next() - 0.5) * size * 6, (next() - 0.5) * size * 5];
    return blossom(x + dx, y + dy, size * (0.75 + next() * 0.5), base, next() * 90);
  }).join('');
}

/** A four-petalled blossom such as osmanthus. */
export function blossom(x, y, size, base, turn) {
  const petals = [0, 90, 180, 270].map((angle) =>
    element('ellipse', {
      cx: round(size * 0.62),
      cy: 0,
      rx: round(size * 0.52),
      ry: round(size * 0.36),
      transform: `rotate(${angle})`,
      fill: lit(base, angle < 180 ? 0.56 : 0.8),
    }),
  );
  return element(
    'g',
    { transform: `translate(${round(x)} ${round(y)}) rotate(${round(turn)})` },
    petals,
    element('circle', { r: round(size * 0.22), fill: lit(base, 0.4) }),
  );
}

/** Blossoms, tea leaves or petals scattered on the table around a point. */
export function scatter(studio, at, { count, spread, seed, piece }) {
  const next = chance(seed);
  const pieces = Array.from({ length: count }, () => {
    const angle = next() * Math.PI * 2;
    const reach = Math.sqrt(next());
    const spot = [
      at.x + Math.cos(angle) * reach * spread[0],
      at.y + Math.sin(angle) * reach * spread[1],
      at.z,
    ];
    return { spot, svg: piece(next) };
  }).sort((one, other) => one.spot[1] - other.spot[1]);
  const put = ({ spot, svg }, shift) => {
    const [x, y] = project(spot);
    return element('g', { transform: `translate(${round(x + shift)} ${round(y + shift)})` }, svg);
  };
  const shade = pieces.map((part) => silhouette(put(part, 1.6))).join('');
  studio.draw(element('g', { opacity: 0.28, filter: studio.blur(1.2) }, shade));
  studio.draw(pieces.map((part) => put(part, 0)).join(''));
}
