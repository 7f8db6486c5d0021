import { lit } from './colour.mjs';
import { discPath, points, smooth, straight, turned } from './lathe.mjs';
import { blossom, scatter } from './plants.mjs';
import { label } from './print.mjs';
import { ball } from './props.mjs';
import { smoke, stick } from './rods.mjs';
import { element } from './svg.mjs';
import { filling, glass, liquid } from './vessels.mjs';
import { project } from './view.mjs';

const OSMANTHUS = '#e0a23c';

/** A candle's flame and its wick. */
function flame(studio, at, tall = 34) {
  const [x, y] = project([at.x, at.y, at.z]);
  const tongue = (w, h, fill) => {
    const left = `C${-w} ${-h * 0.24} ${-w * 0.7} ${-h * 0.62} 0 ${-h}`;
    const right = `C${w * 0.7} ${-h * 0.62} ${w} ${-h * 0.24} 0 0Z`;
    return element('path', { d: `M0 0${left}${right}`, fill });
  };
  const wick = { d: 'M0 6V-7', stroke: '#3a2d22', strokeWidth: 2.4, strokeLinecap: 'round' };
  const halo = { cy: -tall * 0.5, rx: tall, ry: tall * 1.1, fill: '#ffd98c', opacity: 0.3 };
  const tongues = [
    tongue(9, tall, '#f3b04a'),
    tongue(6.2, tall * 0.74, '#fbdc8a'),
    tongue(3.6, tall * 0.44, '#fff6dc'),
  ];
  studio.draw(
    element(
      'g',
      { transform: `translate(${x} ${y})` },
      element('path', wick),
      element('ellipse', { ...halo, filter: studio.blur(12) }),
      element('g', { transform: 'translate(0 -4)' }, tongues),
    ),
  );
}

/** The bright melted wax around a flame. */
function pool(studio, at, radius) {
  const [cx, cy] = project([at.x, at.y, at.z]);
  const size = { cx, cy, rx: radius * 0.6, ry: radius * 0.2 };
  const glow = { fill: '#fff0c4', opacity: 0.75, filter: studio.blur(8) };
  const clipPath = studio.clip(discPath(at, [radius - 8, 0]));
  studio.draw(element('g', { clipPath }, element('ellipse', { ...size, ...glow })));
}

/** A stoneware candle jar with wax, wick and flame. */
export function candle(studio, at, { glaze, radius = 92, height = 150, burning = true, paper }) {
  const outside = smooth([
    [radius * 0.86, 0],
    [radius * 0.97, 6],
    [radius, 22],
    [radius, height * 0.6],
    [radius, height],
  ]);
  const rim = smooth([
    [radius, height],
    [radius - 2, height + 3],
    [radius - 6, height + 1],
  ]);
  const inside = straight([
    [radius - 6, height + 1],
    [radius - 8, height - 50],
  ]);
  turned(studio, at, [...outside, ...rim, ...inside], (z, within) =>
    within ? { base: '#e9e0cf', gloss: 0.1, focus: 12 } : glaze,
  );
  filling(studio, at, [radius - 8, height - 22], '#f2e8d3', {
    gloss: 0.25,
    rimShade: 0.1,
    mouth: [radius - 6, height],
  });
  if (burning) {
    const top = { ...at, z: at.z + height - 22 };
    pool(studio, top, radius);
    flame(studio, { ...top, z: top.z + 2 });
  }
  label(studio, at, radius, { low: height * 0.2, high: height * 0.72, reach: 0.5, paper });
}

/** A turned wooden lid lying beside its jar. */
export function woodenLid(studio, at, radius) {
  const profile = straight([
    [0, 0],
    [radius - 3, 0],
    [radius, 3],
    [radius, 15],
    [radius - 3, 18],
    [0, 18],
  ]);
  turned(studio, at, profile, () => ({ base: '#b58f69', gloss: 0.04, focus: 8 }));
  const rings = [0.28, 0.5, 0.7, 0.86].map((share) =>
    element('path', { d: discPath(at, [radius * share, 18]) }),
  );
  studio.draw(element('g', { fill: 'none', stroke: '#84603f', opacity: 0.3 }, rings));
}

/** One osmanthus blossom lying, for `scatter`. */
export function osmanthus(next) {
  return element(
    'g',
    { transform: 'scale(1 .72)' },
    blossom(0, 0, 6 + next() * 3, OSMANTHUS, next() * 90),
  );
}

/** Osmanthus blossoms strewn on the table. */
export function sprigs(studio, at, count = 16) {
  scatter(studio, at, { count, spread: [104, 52], seed: 'osmanthus', piece: osmanthus });
}

/** A square-shouldered diffuser bottle with reeds. */
export function diffuser(studio, at, { oil = '#d9b06a', tint = '#9a8a70' } = {}) {
  const reeds = [
    [-58, -30],
    [-30, 24],
    [4, -34],
    [36, 18],
    [60, -14],
  ];
  const reedLines = (from, to, shadow) =>
    reeds.forEach(([x, y]) => {
      const spot = (t) => [
        at.x + x * (t * 1.35 - 0.35),
        at.y + y * (t * 1.35 - 0.35),
        at.z + 20 + t * 290,
      ];
      stick(studio, spot(from), spot(to), { width: 5, base: '#b89a72', shadow });
    });
  const outside = smooth(
    points('70,0 78,5 82,16 82,104 80,124 66,142 36,152 27,162 26,186 29,190'),
    3,
  );
  glass(studio, at, outside, { tint, strength: 0.8, shadow: 0.9 }, () => {
    liquid(studio, at, straight(points('68,5 77,14 78,88'), 4), oil, 0.72);
    reedLines(0, 0.58, 0);
  });
  reedLines(0.57, 1, 0.5);
  label(studio, at, 82, { low: 30, high: 100, reach: 0.42 });
}

/** A low stoneware holder with a glowing stick of incense. */
export function incenseHolder(studio, at, { glaze, height = 240 }) {
  const profile = [
    ...smooth(points('66,0 76,4 84,14 86,24 82,30')),
    ...smooth(points('82,30 74,27 50,20 0,18')),
  ];
  turned(
    studio,
    at,
    profile,
    (z, within) => (within ? { ...glaze, base: lit(glaze.base, 0.7) } : glaze),
    { deepens: 0.1 },
  );
  ball(
    studio,
    { ...at, z: at.z + 18 },
    { radius: 17, base: lit(glaze.base, 0.5), flat: 0.55, gloss: 0.2 },
  );
  const top = [at.x + 46, at.y - 6, at.z + height];
  stick(studio, [at.x, at.y, at.z + 34], top, { width: 4, base: '#6d533d' });
  const [x, y] = project(top);
  studio.draw(
    element('circle', {
      cx: x,
      cy: y,
      r: 7,
      fill: '#f0a24e',
      opacity: 0.5,
      filter: studio.blur(4),
    }),
    element('circle', { cx: x, cy: y, r: 2.4, fill: '#e2743a' }),
  );
  smoke(studio, top, { height: 170, opacity: 0.85 });
}
