import { spread } from './cloth.mjs';
import { lit, mix } from './colour.mjs';
import { straight, turned } from './lathe.mjs';
import { leaf } from './plants.mjs';
import { prism, roundedRectangle } from './prism.mjs';
import { rod } from './rods.mjs';
import { element } from './svg.mjs';
import { outline, pathOf, project, round } from './view.mjs';
import { linen } from './weave.mjs';

const WALNUT = '#8a6546';

/** A board of wood that things may stand on; call `studio.lower()` after the last of them. */
export function woodBoard(
  studio,
  at,
  { width, depth, turn = 0, height = 20, base = WALNUT, radius = 10 },
) {
  const footprint = roundedRectangle(width, depth, radius, turn);
  prism(studio, at, footprint, height, { side: { base }, bevel: 3 });
  const ring = footprint.map(([x, y]) =>
    project([at.x + x * 0.985, at.y + y * 0.985, at.z + height]),
  );
  const path = pathOf(outline(ring));
  const grain = Array.from({ length: 13 }, (_, index) => {
    const y = ((index + 0.5) / 13 - 0.5) * depth;
    const points = Array.from({ length: 21 }, (__, step) => {
      const x = (step / 20 - 0.5) * width;
      const wave = Math.sin(step * 0.45 + index * 1.7) * 3 + Math.sin(step * 0.17 + index) * 5;
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      return project([
        at.x + x * cos - (y + wave) * sin,
        at.y + x * sin + (y + wave) * cos,
        at.z + height,
      ]);
    });
    return element('path', {
      d: pathOf(points, false),
      strokeWidth: round(0.7 + (index % 3) * 0.6),
    });
  });
  const ink = lit(base, 0.36);
  studio.draw(
    element('g', { clipPath: studio.clip(path), fill: 'none', stroke: ink, opacity: 0.38 }, grain),
  );
  studio.raise(at.z + height, path);
}

/** A linen cloth under things. */
export function cloth(studio, at, { base, ...look }) {
  spread(studio, at, { materialAt: linen(base, { seed: look.seed, strength: 0.7 }), ...look });
}

/** A round fruit, a pebble or a ball; `flat` below 1 presses it. */
export function ball(studio, at, { radius, base, gloss = 0.28, flat = 0.92, stem = false }) {
  const half = radius * flat;
  const profile = Array.from({ length: 61 }, (_, index) => {
    const angle = (index / 60 - 0.5) * Math.PI;
    return [Math.cos(angle) * radius, half + Math.sin(angle) * half];
  });
  turned(studio, at, profile, () => ({ base, gloss, focus: 12 }));
  if (!stem) return;
  const [x, y] = project([at.x, at.y, at.z + half * 2]);
  const top = y + radius * 0.06;
  studio.draw(
    element('ellipse', {
      cx: x,
      cy: top,
      rx: radius * 0.2,
      ry: radius * 0.07,
      fill: lit(base, 0.4),
      opacity: 0.55,
      filter: studio.blur(1.4),
    }) + element('circle', { cx: x, cy: top - 1, r: radius * 0.07, fill: '#6d6a3c' }),
  );
}

/** A smooth river stone. */
export function pebble(studio, at, { radius, base = '#a59c90', flat = 0.5 }) {
  ball(studio, at, { radius, base, gloss: 0.06, flat });
}

/** Makes dry curled tea leaves for `scatter`. */
export function teaLeaf(base) {
  return (next) => {
    const tone = mix(base, next() > 0.5 ? '#2e2c1e' : '#c9c39a', next() * 0.4);
    const turn = round(next() * 360);
    return element(
      'g',
      { transform: `rotate(${turn}) scale(1 .7)` },
      leaf(14 + next() * 14, 2.6 + next() * 1.6, tone, { vein: false }),
    );
  };
}

/** A silk cocoon lying on its side, a little waisted. */
export function cocoon(studio, at, { size = 1, base = '#f1ebdd', turn = 0.4 }) {
  const [half, radius] = [34 * size, 19 * size];
  const [cos, sin] = [Math.cos(turn) * half, Math.sin(turn) * half];
  const from = [at.x - cos, at.y - sin, at.z + radius];
  const to = [at.x + cos, at.y + sin, at.z + radius];
  const radiusAt = (t) => {
    const along = Math.min(0.999, Math.abs(t * 2 - 1));
    return radius * (1 - along ** 3.4) ** 0.5 * (1 - 0.1 * (1 - along) ** 2);
  };
  rod(studio, from, to, {
    radiusAt,
    materialAt: () => ({ base, gloss: 0.04, focus: 8 }),
    fineness: [44, 30],
  });
}

/** A wheel-turned disc of stone to stand things on. */
export function plinth(studio, at, radius, height, base = '#d9d0c2') {
  const profile = straight([
    [0, 0],
    [radius - 3, 0],
    [radius, 3],
    [radius, height - 3],
    [radius - 3, height],
    [0, height],
  ]);
  turned(studio, at, profile, () => ({ base, gloss: 0.02, focus: 8 }));
}
