import { foldedCloth, pillow, placed } from './cloth.mjs';
import { lit } from './colour.mjs';
import { surfaceMesh } from './mesh.mjs';
import { prism, roundedRectangle } from './prism.mjs';
import { cocoon, woodBoard } from './props.mjs';
import { bar } from './rods.mjs';
import { element } from './svg.mjs';
import { pathOf, project } from './view.mjs';
import { linen, silk } from './weave.mjs';

/** The shop's colours of cloth. */
export const tones = {
  moon: '#ece6da',
  rose: '#d4a79d',
  indigo: '#4f606d',
  oat: '#d9cbb3',
  moss: '#8d957a',
  terra: '#b97e62',
};

/** Folded cloths in a pile; answers the height of its top. */
export function stack(studio, at, { width, depth, turn, pieces, layers = 4 }) {
  let z = at.z;
  pieces.forEach(({ height, materialAt, shift = [0, 0] }, index) => {
    const spot = { x: at.x + shift[0], y: at.y + shift[1], z };
    foldedCloth(studio, spot, {
      width,
      depth,
      height,
      layers,
      turn,
      materialAt,
      seed: `piece ${index}`,
    });
    z += height * 0.95;
  });
  return z;
}

/** Two silk pillows, one leaning on the other. */
export function pillowPair(studio) {
  const back = { width: 440, depth: 300, puff: 56, tilt: 0.95, turn: 0.1, seed: 'back' };
  const front = { width: 430, depth: 290, puff: 60, tilt: 0.62, turn: -0.1, seed: 'front' };
  pillow(studio, { x: 30, y: -150, z: 30 }, { ...back, materialAt: silk(tones.moon) });
  pillow(studio, { x: -20, y: 10, z: 0 }, { ...front, materialAt: silk(tones.rose) });
}

/** Three cocoons lying together. */
export function cocoonGroup(studio, { x, y, z }) {
  cocoon(studio, { x: x + 8, y: y - 34, z }, { size: 0.95, turn: 0.2 });
  cocoon(studio, { x: x - 52, y: y + 4, z }, { size: 0.95, turn: 0.9 });
  cocoon(studio, { x: x + 36, y: y + 10, z }, { size: 0.9, turn: -0.4 });
}

/** Quilting: how full the stitched squares of a silk quilt are here, 0 at a seam to 1. */
export function fullness(u, v) {
  const puff = (part) => Math.sqrt(Math.sin(part * Math.PI) ** 2 + 0.05) - 0.2;
  return puff(u * 11) * puff(v * 4);
}

/** The silk of a quilt, darker in its seams. */
export function quiltedSilk(u, v) {
  return { base: '#efe8da', gloss: 0.1, focus: 10, dim: (1 - fullness(u, v)) ** 3 * 0.16 };
}

/** A sleep mask: two lobes with a dip for the nose, softly filled. */
export function sleepMask(studio, at, { base, turn, tilt }) {
  const place = placed(at, turn);
  const surface = (u, v) => {
    const a = Math.sin((u - 0.5) * Math.PI);
    const b = Math.sin((v - 0.5) * Math.PI);
    const lobe = Math.sqrt(Math.max(0, 1 - Math.abs(a) ** 3.2));
    const nose = Math.exp(-((a / 0.2) ** 2)) * 44;
    const [top, bottom] = [-62 * lobe, 70 * lobe - nose];
    const y = top + ((bottom - top) * (b + 1)) / 2;
    const puff = (1 - b ** 4) ** 0.5 * lobe ** 0.6 * 17 * (1 - 0.3 * Math.exp(-((a / 0.16) ** 2)));
    return place([
      a * 158,
      y * Math.cos(tilt) + puff * Math.sin(tilt),
      puff * Math.cos(tilt) + (72 - y) * Math.sin(tilt),
    ]);
  };
  surfaceMesh(studio, surface, silk(base), { fineness: [96, 60] });
}

/** The mask's elastic, lying in a loop behind it. */
export function strap(studio, at, base) {
  const [x, y] = project([at.x, at.y, at.z]);
  const left = `C${x - 196} ${y - 96} ${x - 110} ${y - 122} ${x + 6} ${y - 116}`;
  const right = `S${x + 206} ${y - 104} ${x + 150} ${y - 36}`;
  const loop = `M${x - 150} ${y - 40}${left}${right}`;
  bar(studio, loop, { width: 8, base, gloss: 0.3 });
}

/** Half the width of a slipper at `t`, from heel (-1) to toe (1). */
function soleHalfWidth(t) {
  return 47 * Math.max(0, 1 - Math.abs(t) ** 2.6) ** 0.5 * (1 + 0.1 * t);
}

/** The outline of a slipper's sole, let out by `grow`. */
function soleOutline(turn, grow) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return Array.from({ length: 64 }, (_, index) => {
    const angle = (index / 64) * Math.PI * 2;
    const t = Math.sin(angle);
    const side = Math.sign(Math.cos(angle)) || 1;
    const wide = side * Math.max(0, soleHalfWidth(t) + grow);
    const long = t * (122 + grow);
    return [wide * cos - long * sin, wide * sin + long * cos];
  });
}

/** One slipper, its toe towards the viewer: a felt sole and a broad band over the foot. */
export function slipper(studio, at, { base, sole, turn }) {
  prism(studio, at, soleOutline(turn, 0), 15, { side: { base: sole }, bevel: 3 });
  const insole = { side: { base: '#cbb795' }, bevel: 2, shadow: 0 };
  prism(studio, { ...at, z: at.z + 14 }, soleOutline(turn, -4), 7, insole);
  const place = placed({ ...at, z: at.z + 18 }, turn);
  const upper = (u, v) => {
    const t = 1 - v * 0.985;
    const angle = u * Math.PI;
    const reach = soleHalfWidth(t) + 1;
    const high = (12 * (1 - t ** 16) + 42 * (1 - t ** 2) ** 0.6) * Math.sin(angle) ** 0.75;
    const dip = v * 12 * Math.cos(angle) ** 2;
    return place([-Math.cos(angle) * reach, t * 122 - dip, high]);
  };
  const opening = Array.from({ length: 33 }, (_, index) => project(upper(index / 32, 1)));
  studio.draw(element('path', { d: pathOf(opening), fill: lit('#a58f6f', 0.2) }));
  const weave = linen(base, { seed: 'slipper' });
  surfaceMesh(studio, upper, weave, { fineness: [60, 50], shadow: 0.5 });
  const hem = { fill: 'none', stroke: lit(base, 0.84), strokeWidth: 4, strokeLinecap: 'round' };
  studio.draw(element('path', { d: pathOf(opening, false), ...hem }));
}

/** A walnut tray with a low rim; things set down next stand in it until `studio.lower()`. */
export function tray(studio, at, { width, depth, turn, base }) {
  woodBoard(studio, at, { width, depth, turn, height: 26, base, radius: 40 });
  const inner = roundedRectangle(width - 26, depth - 26, 30, turn);
  const ring = (z) => pathOf(inner.map(([x, y]) => project([at.x + x, at.y + y, at.z + z])));
  const [rim, floor] = [ring(26), ring(12)];
  const wall = [
    [0, lit(base, 0.24)],
    [0.6, lit(base, 0.56)],
    [1, lit(base, 0.7)],
  ];
  const level = [
    [0, lit(base, 0.6)],
    [1, lit(base, 0.72)],
  ];
  const clipPath = studio.clip(rim);
  const flat = element('path', { d: floor, fill: studio.gradient(level) });
  studio.draw(
    element('path', { d: rim, fill: studio.gradient(wall) }),
    element('g', { clipPath }, flat),
  );
  const ink = { fill: 'none', stroke: lit(base, 0.3), opacity: 0.35, strokeWidth: 1.4 };
  const lines = trayGrain({ ...at, z: at.z + 12 }, { width, depth, turn });
  const grain = element('g', { clipPath, ...ink }, lines);
  studio.draw(element('g', { clipPath: studio.clip(floor) }, grain));
  studio.raise(at.z + 12, floor);
}

function trayGrain(at, { width, depth, turn }) {
  const place = placed(at, turn);
  return Array.from({ length: 9 }, (_, index) => {
    const points = Array.from({ length: 17 }, (__, step) => {
      const wave = Math.sin(step * 0.5 + index * 2) * 4;
      const y = ((index + 0.5) / 9 - 0.5) * depth + wave;
      return project(place([(step / 16 - 0.5) * width, y, 0]));
    });
    return element('path', { d: pathOf(points, false) });
  });
}
