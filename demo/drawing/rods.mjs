import { lit } from './colour.mjs';
import { surfaceMesh } from './mesh.mjs';
import { element } from './svg.mjs';
import { cross, normalize, pathOf, project } from './view.mjs';

/**
 * A round rod from one world point to another, such as a pen, a reed or a stick. `radiusAt(t)`
 * and `materialAt(t)` are along it, t from 0 to 1.
 */
export function rod(studio, from, to, { radiusAt, materialAt, fineness = [60, 26], shadow = 1 }) {
  const along = to.map((part, axis) => part - from[axis]);
  const side = normalize(cross(along, Math.abs(normalize(along)[2]) > 0.9 ? [0, 1, 0] : [0, 0, 1]));
  const other = normalize(cross(side, along));
  const surface = (t, turn) => {
    const radius = radiusAt(t);
    const [a, b] = [Math.cos(turn * Math.PI * 2) * radius, Math.sin(turn * Math.PI * 2) * radius];
    return from.map((part, axis) => part + along[axis] * t + side[axis] * a + other[axis] * b);
  };
  surfaceMesh(studio, surface, materialAt, { fineness, shadow, oneSided: true });
}

/** A thin straight stick, drawn as strokes. */
export function stick(studio, from, to, { width, base, shadow = 0.5 }) {
  if (shadow > 0) studio.shade(between(from, to, 12), shadow);
  const path = pathOf([project(from), project(to)], false);
  const line = (colour, share, shift) =>
    element('path', {
      d: path,
      transform: `translate(${shift} 0)`,
      stroke: colour,
      strokeWidth: width * share,
    });
  const strokes =
    line(lit(base, 0.3), 1, 0) +
    line(base, 0.66, -width * 0.13) +
    line(lit(base, 0.86), 0.24, -width * 0.26);
  studio.draw(element('g', { fill: 'none', strokeLinecap: 'round' }, strokes));
}

function between(from, to, count) {
  return Array.from({ length: count + 1 }, (_, index) =>
    from.map((part, axis) => part + ((to[axis] - part) * index) / count),
  );
}

/** A bent round bar such as a handle, along path data in picture points. */
export function bar(studio, path, { width, base, gloss = 0.3 }) {
  const line = (stroke, share, [x, y], opacity = 1) => {
    const transform = `translate(${x * width} ${y * width})`;
    return element('path', { d: path, transform, stroke, strokeWidth: width * share, opacity });
  };
  const lights = [
    line(lit(base, 0.5), 0.72, [-0.08, -0.06]),
    line(lit(base, 0.64), 0.44, [-0.12, -0.12]),
    line(lit(base, 0.95), 0.14, [-0.17, -0.2], gloss * 1.6),
  ];
  const look = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' };
  const soft = element('g', { filter: studio.blur(width * 0.07) }, lights);
  studio.draw(element('g', look, line(lit(base, 0.3), 1, [0, 0]), soft));
}

/** A thread of smoke rising from a world point. */
export function smoke(studio, from, { height, sway = 16, opacity = 0.5 }) {
  const [x, y] = project(from);
  const strand = (lean, strokeWidth, shade) => {
    const points = Array.from({ length: 50 }, (_, index) => {
      const t = index / 49;
      const swing = (Math.sin(t * 6.2 + lean) - Math.sin(lean)) * sway * t ** 1.4;
      return [x + swing + t * lean * 9, y - t * height];
    });
    return element('path', { d: pathOf(points, false), strokeWidth, opacity: shade });
  };
  const stroke = studio.define(
    'linearGradient',
    { gradientUnits: 'userSpaceOnUse', x1: 0, y1: y, x2: 0, y2: y - height },
    element('stop', { offset: 0, stopColor: '#fffdf8' }),
    element('stop', { offset: 1, stopColor: '#fffdf8', stopOpacity: 0 }),
  );
  const core = element('g', { filter: studio.blur(1) }, strand(0.5, 2.2, 1));
  const veil = element('g', { filter: studio.blur(3) }, strand(1.1, 6, 0.5), strand(0, 9, 0.35));
  studio.draw(element('g', { fill: 'none', stroke, strokeLinecap: 'round', opacity }, core, veil));
}
