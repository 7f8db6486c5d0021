import { unevenness } from './chance.mjs';
import { lit } from './colour.mjs';
import { surfaceMesh } from './mesh.mjs';
import { element } from './svg.mjs';
import { lightOn, pathOf, project } from './view.mjs';

/** Turned about the upright axis and moved to `at`. */
export function placed(at, turn) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return ([x, y, z]) => [at.x + x * cos - y * sin, at.y + x * sin + y * cos, at.z + z];
}

/** Runs from -1 to 1 and dwells at both ends, so that a rounded edge gets enough faces. */
function eased(t) {
  return Math.sin((t - 0.5) * Math.PI);
}

/** Folds running out of the four corners of a cushion. */
function cornerFolds(a, b) {
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].reduce((sum, [x, y], index) => {
    const [dx, dy] = [(a - x) * -x, (b - y) * -y];
    const near = Math.exp(-((Math.hypot(dx, dy) / 0.75) ** 2));
    return sum + near * Math.sin(Math.atan2(dy, dx) * (9 + index) + index * 1.3);
  }, 0);
}

/** A filled cushion. `tilt` (radians) raises its far edge, as when it leans on something. */
export function pillow(studio, at, look) {
  const { width, depth, puff, turn = 0, tilt = 0, materialAt, seed = 'pillow', shadow = 1 } = look;
  const dents = unevenness(seed, 6);
  const place = placed(at, turn);
  const surface = (u, v) => {
    const [a, b] = [eased(u), eased(v)];
    const body = Math.max(0, (1 - a ** 4) * (1 - b ** 4));
    const crease = dents(a * 0.42, b * 0.42) * puff * 0.13 * body ** 0.7;
    const gather = cornerFolds(a, b) * puff * 0.05 * body ** 0.25;
    const height = body ** 0.5 * puff + crease + gather;
    const x = a * (width / 2) * (1 - 0.05 * (1 - b * b) * Math.abs(a) ** 5);
    const y = b * (depth / 2) * (1 - 0.08 * (1 - a * a) * Math.abs(b) ** 5);
    const up = height * Math.cos(tilt) + (depth / 2 - y) * Math.sin(tilt);
    return place([x, y * Math.cos(tilt) + height * Math.sin(tilt), up]);
  };
  surfaceMesh(studio, surface, materialAt, { fineness: [168, 140], shadow });
}

/** The upright section of folded cloth, from under the far end over the fold to the near end. */
function section(width, height, sag) {
  const radius = height / 2;
  const flat = width - radius;
  const round = Math.PI * radius;
  const total = flat * 2 + round;
  return (t) => {
    const run = t * total;
    if (run < flat) return [width / 2 - run, 0];
    if (run < flat + round) {
      const angle = (run - flat) / radius;
      return [-width / 2 + radius - Math.sin(angle) * radius, radius - Math.cos(angle) * radius];
    }
    const x = -width / 2 + radius + (run - flat - round);
    return [x, height - sag * Math.sin(((run - flat - round) / flat) * Math.PI)];
  };
}

/**
 * Cloth folded over on its left edge, its layers open on the right. `materialAt(u, v)` may give a
 * woven pattern, `relief(u, v)` a stitched one.
 */
export function foldedCloth(studio, at, look) {
  const { width, depth, height, layers = 3, turn, materialAt, seed = 'fold', relief } = look;
  const place = placed(at, turn);
  const dents = unevenness(seed, 5);
  const ring = section(width, height, height * 0.04);
  const surface = (u, v) => {
    const [x, z] = ring(u);
    const soft = dents(u * 1.1, v * 0.8) * Math.min(3.2, height * 0.05) * Math.min(1, z / height);
    const raised = relief ? relief(u, v) * Math.min(1, z / height) : 0;
    return place([x + (v - 0.5) * dents(v, 3) * 3, (v - 0.5) * depth, z + soft + raised]);
  };
  surfaceMesh(studio, surface, materialAt, { fineness: look.fine ?? [80, 60] });
  studio.draw(openEnd(studio, surface, { place, width, depth, height, layers, turn, materialAt }));
}

/** The near end: the outline of the fold, and in it each layer's rounded edge. */
function openEnd(studio, surface, look) {
  const { height, layers, turn, materialAt } = look;
  const light = lightOn([-Math.sin(turn), Math.cos(turn), 0]) + 0.05;
  const { base } = materialAt(0.9, 0.9);
  const edge = pathOf(Array.from({ length: 61 }, (_, index) => project(surface(index / 60, 1))));
  const thick = height / layers;
  const inner = Array.from({ length: layers - 1 }, (_, index) => {
    const line = (gap, strokeWidth, shade, opacity = 1) => {
      const d = seam(look, index + 1, gap);
      return element('path', { d, stroke: lit(base, shade), strokeWidth, opacity });
    };
    const hollow = line(-thick * 0.16, thick * 0.3, light - 0.2, 0.75);
    const crest = line(thick * 0.28, thick * 0.3, light + 0.14, 0.9);
    const soft = element('g', { filter: studio.blur(thick * 0.11) }, hollow, crest);
    return soft + line(0, 1.5, light - 0.42);
  });
  const clipPath = studio.clip(edge);
  const lines = element('g', { clipPath, fill: 'none', strokeLinecap: 'round' }, inner);
  return element('path', { d: edge, fill: lit(base, light) }) + lines;
}

/** The line between two layers on the near end, `gap` points below where it is. */
function seam({ place, width, depth, height, layers }, index, gap) {
  const z = (height * index) / layers;
  const reach = Math.sqrt(Math.max(0, (height / 2) ** 2 - (z - height / 2) ** 2));
  const from = -width / 2 + height / 2 - reach * 0.7 + (index % 2) * height * 0.22;
  const line = Array.from({ length: 13 }, (_, step) => {
    const along = from + ((width / 2 - from) * step) / 12;
    const sag = Math.sin((step / 12) * Math.PI) * height * 0.03;
    const [x, y] = project(place([along, depth / 2, z - sag]));
    return [x, y + gap];
  });
  return pathOf(line, false);
}

/** A cloth spread on the table, not quite smooth. */
export function spread(studio, at, { width, depth, turn, materialAt, seed, height = 7 }) {
  const place = placed(at, turn);
  const waves = unevenness(seed, 4);
  const surface = (u, v) => {
    const [a, b] = [(u - 0.5) * 2, (v - 0.5) * 2];
    const lift = (waves(u * 0.9, v * 0.7) + 1) * 0.5 * height + 2;
    const pull = 4 * waves(u * 0.6 + 3, v * 0.6);
    return place([a * (width / 2 + pull), b * (depth / 2 + pull), lift]);
  };
  surfaceMesh(studio, surface, materialAt, { fineness: [97, 97], shadow: 0.9 });
}

/** A ribbon or paper band around folded cloth, at `share` of its depth (0 far, 1 near). */
export function bandAround(studio, at, look) {
  const { width, height, depth, turn, share = 0.5, broad = 26, base } = look;
  const place = placed(at, turn);
  const ring = section(width + 3, height + 3, 0);
  const surface = (u, v) => {
    const [x, z] = ring(u);
    return place([x, (share - 0.5) * depth + (v - 0.5) * broad, z]);
  };
  surfaceMesh(studio, surface, () => ({ base, gloss: 0.04, focus: 10 }), {
    fineness: [170, 3],
    shadow: 0,
    oneSided: true,
  });
}
