import { lit } from './colour.mjs';
import { points, smooth, specks, straight, turned } from './lathe.mjs';
import { bar } from './rods.mjs';
import { element } from './svg.mjs';
import { filling } from './vessels.mjs';
import { project, round } from './view.mjs';

/** Glazes of the shop's own ware. */
export const glazes = {
  rice: { base: '#ebe3d3', gloss: 0.32, focus: 26 },
  tenmoku: { base: '#4a3a31', gloss: 0.5, focus: 30 },
  bluegrey: { base: '#8795a0', gloss: 0.36, focus: 26 },
  celadon: { base: '#a9c3b2', gloss: 0.55, focus: 34 },
  plum: { base: '#7fa088', gloss: 0.55, focus: 34 },
  clay: { base: '#b08a6a', gloss: 0.04, focus: 10 },
};

const bare = { base: '#b49474', gloss: 0.03, focus: 10 };

/** A straight-sided mug with its handle on the right; `size` 1 is 150 points high. */
export function mug(studio, at, { glaze, size = 1, seed = 'mug', drink, inner }) {
  const s = (value) => value * size;
  const outside = smooth([
    [s(58), 0],
    [s(70), s(7)],
    [s(77), s(28)],
    [s(78), s(80)],
    [s(78), s(146)],
  ]);
  const rim = smooth([
    [s(78), s(146)],
    [s(76.5), s(150)],
    [s(73), s(149)],
    [s(71), s(144)],
  ]);
  const inside = straight([
    [s(71), s(144)],
    [s(69), s(60)],
  ]);
  handle(studio, at, { glaze, reach: s(78), low: s(38), high: s(116), out: s(44), width: s(17) });
  turned(studio, at, [...outside, ...rim, ...inside], (z, within) =>
    within ? (inner ?? glaze) : z < s(15) ? bare : glaze,
  );
  if (glaze !== glazes.celadon) {
    specks(studio, at, () => s(77.5), [s(30), s(140)], {
      seed,
      count: 70,
      colour: '#6b4b30',
      size: 1.5,
    });
  }
  if (drink) filling(studio, at, [s(70), s(122)], drink, { gloss: 0.35, mouth: [s(71), s(146)] });
}

function handle(studio, at, { glaze, reach, low, high, out, width }) {
  const [x, top] = project([at.x + reach - 4, at.y, at.z + high]);
  const [, bottom] = project([at.x, at.y, at.z + low]);
  const far = round(x + out * 1.33);
  const end = `${round(x - 3)} ${round(bottom)}`;
  const bend = `C${far} ${round(top - 6)} ${far} ${round(bottom + 4)}`;
  const path = `M${round(x)} ${round(top)}${bend} ${end}`;
  bar(studio, path, { width, base: glaze.base, gloss: glaze.gloss });
}

/** An open bowl. */
export function bowl(
  studio,
  at,
  { glaze, radius, height, foot = 0.42, inner = glaze, bareFoot = true },
) {
  const outside = smooth([
    [radius * foot * 0.96, 0],
    [radius * foot, height * 0.09],
    [radius * (foot + 0.1), height * 0.13],
    [radius * 0.8, height * 0.46],
    [radius * 0.95, height * 0.8],
    [radius, height],
  ]);
  const rim = smooth([
    [radius, height],
    [radius - 1.5, height + 2.4],
    [radius - 4, height + 1.5],
  ]);
  const inside = smooth([
    [radius - 4, height + 1.5],
    [radius * 0.88, height * 0.72],
    [radius * 0.62, height * 0.34],
    [radius * 0.3, height * 0.2],
    [0, height * 0.18],
  ]);
  turned(studio, at, [...outside, ...rim, ...inside], (z, within) =>
    within ? inner : bareFoot && z < height * 0.09 ? bare : glaze,
  );
}

/** A coupe plate. `inner` may differ from the outside. */
export function plate(studio, at, { glaze, radius, height = 20, shadow = 1 }) {
  const outside = smooth([
    [radius * 0.58, 0],
    [radius * 0.62, 3],
    [radius * 0.8, height * 0.35],
    [radius * 0.95, height * 0.78],
    [radius, height],
  ]);
  const rim = smooth(
    [
      [radius, height],
      [radius - 1.6, height + 2.2],
      [radius - 5, height + 1],
    ],
    0.7,
  );
  const inside = smooth([
    [radius - 5, height + 1],
    [radius * 0.86, height * 0.55],
    [radius * 0.74, height * 0.3],
    [radius * 0.5, height * 0.24],
    [0, height * 0.22],
  ]);
  turned(
    studio,
    at,
    [...outside, ...rim, ...inside],
    (z, within) => (!within && z < 3 ? bare : glaze),
    { shadow, deepens: 0.2 },
  );
}

/** A lidded tea bowl on its saucer. `open` leaves the lid off. */
export function gaiwan(studio, at, { glaze, tea, open = false }) {
  plate(studio, at, { glaze, radius: 108, height: 18 });
  const up = { ...at, z: at.z + 8 };
  bowl(studio, up, { glaze, radius: 92, height: 106, foot: 0.44, bareFoot: false });
  if (open)
    return filling(studio, up, [84, 82], tea ?? '#c9b264', { gloss: 0.4, mouth: [87, 106] });
  lid(studio, { ...at, z: at.z + 100 }, glaze);
}

/** The gaiwan's lid, sitting a little inside the rim. */
export function lid(studio, at, glaze) {
  const profile = [
    ...smooth(points('82,0 80,6 66,22 40,34 25,38')),
    ...smooth(points('25,38 24,44 27,52 29,54')),
    ...smooth(points('29,54 27,56 22,53 12,50 0,49'), 0.8),
  ];
  turned(studio, at, profile, () => glaze, { shadow: 0.4 });
}

/** A side-handled teapot. */
export function teapot(studio, at, { glaze }) {
  const [sx, sy] = project([at.x - 92, at.y, at.z + 72]);
  const tip = `${sx - 26} ${sy - 14} ${sx - 44} ${sy - 42}`;
  const spout = `M${sx + 22} ${sy + 16}C${sx - 14} ${sy + 6} ${tip}`;
  bar(studio, spout, { width: 25, base: glaze.base, gloss: glaze.gloss });
  const lip = element('ellipse', { rx: 12, ry: 6.4, fill: lit(glaze.base, 0.82) });
  const hole = element('ellipse', { rx: 9.4, ry: 4.5, cy: 0.6, fill: lit(glaze.base, 0.12) });
  const transform = `translate(${sx - 46} ${sy - 48}) rotate(-24)`;
  studio.draw(element('g', { transform }, lip, hole));
  const profile = smooth(points('70,0 84,6 104,34 112,70 100,108 72,128 58,131'));
  turned(studio, at, profile, (z) => (z < 10 ? bare : glaze));
  specks(studio, at, (z) => 112 - Math.abs(z - 70) * 0.22, [24, 112], {
    seed: 'pot',
    count: 120,
    colour: '#5d4029',
    size: 1.6,
  });
  const cover = smooth(points('60,128 60,133 52,139 28,146 13,148 10,156 15,166 12,173 0,175'));
  turned(studio, at, cover, () => glaze, { shadow: 0 });
  const [hx, hy] = project([at.x + 84, at.y + 62, at.z + 76]);
  bar(studio, `M${hx} ${hy}C${hx + 30} ${hy + 4} ${hx + 60} ${hy - 2} ${hx + 104} ${hy - 26}`, {
    width: 27,
    base: glaze.base,
    gloss: glaze.gloss,
  });
}
