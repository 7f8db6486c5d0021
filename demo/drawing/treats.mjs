import { points, smooth, specks, straight, turned } from './lathe.mjs';
import { blossom, leaf, scatter } from './plants.mjs';
import { label } from './print.mjs';
import { prism, roundedRectangle } from './prism.mjs';
import { ball } from './props.mjs';
import { rod, stick } from './rods.mjs';
import { element } from './svg.mjs';
import { glass, liquid } from './vessels.mjs';
import { project } from './view.mjs';

/** One small blossom on a cake, for `scatter`. */
export function osmanthusPiece(next) {
  return element(
    'g',
    { transform: 'scale(1 .7)' },
    blossom(0, 0, 3.4 + next() * 1.6, '#f0b23e', next() * 90),
  );
}

/** A square of osmanthus cake: a milky foot under amber jelly. */
export function cake(studio, at, turn) {
  const foot = roundedRectangle(62, 62, 4, turn);
  prism(studio, at, foot, 22, { side: { base: '#f3ead8' }, bevel: 2 });
  prism(studio, { ...at, z: at.z + 21 }, foot, 22, {
    side: { base: '#e3b65c', gloss: 0.2, focus: 12 },
    bevel: 3,
    shadow: 0.6,
  });
  const seed = `cake ${at.x} ${at.y}`;
  scatter(
    studio,
    { ...at, z: at.z + 43 },
    { count: 6, spread: [20, 18], seed, piece: osmanthusPiece },
  );
}

/** A jujube with a walnut half in it, lying. */
export function stuffedDate(studio, at, turn) {
  const [dx, dy] = [Math.cos(turn) * 34, Math.sin(turn) * 34];
  const radiusAt = (t) => 17 * (1 - Math.abs(t * 2 - 1) ** 2.8) ** 0.5 + 0.3;
  const body = (t, u) => ({
    base: '#7c2f22',
    gloss: 0.4,
    focus: 16,
    dim: Math.sin(t * 40 + u * 50) * 0.03,
  });
  rod(studio, [at.x - dx, at.y - dy, at.z + 16], [at.x + dx, at.y + dy, at.z + 16], {
    radiusAt,
    materialAt: body,
    fineness: [40, 30],
  });
  const nut = (t, u) => ({
    base: '#c99c66',
    gloss: 0.05,
    focus: 8,
    dim: Math.abs(Math.sin(t * 17) * Math.sin(u * 31)) * 0.22,
  });
  const small = (t) =>
    9.5 * (1 - Math.abs(t * 2 - 1) ** 2.4) ** 0.5 * (1 + 0.08 * Math.sin(t * 30)) + 0.2;
  rod(
    studio,
    [at.x - dx * 0.72, at.y - dy * 0.72 + 3, at.z + 27],
    [at.x + dx * 0.72, at.y + dy * 0.72 + 3, at.z + 27],
    { radiusAt: small, materialAt: nut, fineness: [40, 30], shadow: 0 },
  );
}

/** A whole orange, with two leaves on its stalk if asked. */
export function orange(studio, at, { radius = 62, withLeaf = false }) {
  ball(studio, at, { radius, base: '#d98a35', gloss: 0.22, stem: true });
  const half = radius * 0.92;
  const widthAt = (z) => radius * Math.sqrt(Math.max(0, 1 - ((z - half) / half) ** 2));
  const pores = { seed: `pores ${at.x}`, count: 150, colour: '#bd7426', size: 1.05 };
  specks(studio, at, widthAt, [half * 0.2, half * 1.75], pores);
  if (!withLeaf) return;
  const [x, y] = project([at.x, at.y, at.z + radius * 1.8]);
  studio.draw(
    element('g', { transform: `translate(${x} ${y}) rotate(-24)` }, leaf(62, 13, '#5f7a4b')),
    element(
      'g',
      { transform: `translate(${x} ${y}) rotate(196) scale(1 -1)` },
      leaf(46, 11, '#6d8757'),
    ),
  );
}

/** The cut face of half an orange, its skin below. */
export function halfOrange(studio, at, radius) {
  const profile = [
    ...smooth([
      [radius * 0.2, 0],
      [radius * 0.7, radius * 0.2],
      [radius * 0.96, radius * 0.6],
      [radius, radius * 0.82],
    ]),
    [radius * 0.97, radius * 0.86],
  ];
  turned(studio, at, profile, () => ({ base: '#d98a35', gloss: 0.2, focus: 12 }));
  const [x, y] = project([at.x, at.y, at.z + radius * 0.86]);
  const [wide, long] = [radius * 0.2, radius * 0.72];
  const segments = Array.from({ length: 10 }, (_, index) =>
    element('path', {
      d: `M0 -5L${wide} ${-long}Q0 ${-radius * 0.86} ${-wide} ${-long}Z`,
      transform: `rotate(${index * 36})`,
      fill: index % 2 ? '#e99a3d' : '#e5913a',
    }),
  );
  studio.draw(
    element(
      'g',
      { transform: `translate(${x} ${y}) scale(1 .36)` },
      element('circle', { r: radius * 0.98, fill: '#e09a4a' }),
      element('circle', { r: radius * 0.91, fill: '#f6e3c0' }),
      segments,
      element('circle', { r: radius * 0.08, fill: '#f6e3c0' }),
    ),
  );
}

/** A jar of honey. */
export function honeyJar(studio, at) {
  const body = smooth(points('76,0 84,6 86,18 86,118 82,136 70,146 68,150'), 3);
  glass(studio, at, body, { tint: '#a8762c', strength: 0.7 }, () => {
    liquid(studio, at, smooth(points('74,4 82,10 84,20 84,112 82,122'), 3), '#c9811f', 0.94);
  });
  label(studio, at, 86, { low: 26, high: 96, reach: 0.46 });
  const lid = straight(points('70,146 74,147 74,176 71,179 0,179'));
  turned(studio, at, lid, () => ({ base: '#d9cdb8', gloss: 0.1, focus: 12 }), { shadow: 0.5 });
}

/** A wooden honey dipper lying with its head in a dish. */
export function dipper(studio, from, to) {
  stick(studio, from, to, { width: 9, base: '#b58f69' });
  const along = from.map((part, axis) => part + (to[axis] - part) * 0.3);
  const radiusAt = (t) =>
    23 *
    (1 - Math.abs(t * 2 - 1) ** 2.6) ** 0.5 *
    (0.78 + 0.22 * Math.abs(Math.sin(t * Math.PI * 6)));
  rod(studio, from, along, {
    radiusAt,
    materialAt: (t) => ({
      base: Math.abs(Math.sin(t * Math.PI * 6)) < 0.5 ? '#c9811f' : '#b58f69',
      gloss: 0.3,
      focus: 14,
    }),
    fineness: [80, 30],
    shadow: 0.4,
  });
}
