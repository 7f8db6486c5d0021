import { lit } from './colour.mjs';
import { element } from './svg.mjs';
import {
  cross,
  facesViewer,
  lightOn,
  nearness,
  normalize,
  pathOf,
  project,
  sheenOn,
} from './view.mjs';

const STEP = 1 / 512;

function normalAt(surface, u, v) {
  const from = surface(u, v);
  const alongU = surface(u + STEP, v).map((part, axis) => part - from[axis]);
  const alongV = surface(u, v + STEP).map((part, axis) => part - from[axis]);
  return normalize(cross(alongU, alongV));
}

/** The four corners' quads of a surface, each with its middle's normal, far ones first. */
function quads(surface, [countU, countV]) {
  const list = [];
  for (let row = 0; row < countV; row++) {
    for (let column = 0; column < countU; column++) {
      const corner = (du, dv) => surface((column + du) / countU, (row + dv) / countV);
      const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
      const middle = [(column + 0.5) / countU, (row + 0.5) / countV];
      list.push({ corners, middle, normal: normalAt(surface, ...middle) });
    }
  }
  return list.sort((one, other) => nearness(one.corners[0]) - nearness(other.corners[0]));
}

/**
 * A soft surface given as (u, v) in 0..1 to a world point, such as cloth. `materialAt(u, v)` gives
 * { base, gloss, focus, dim }; both sides show unless `oneSided`.
 */
export function surfaceMesh(studio, surface, materialAt, options = {}) {
  const { fineness = [70, 70], shadow = 1, oneSided = false } = options;
  const shapes = quads(surface, fineness);
  if (shadow > 0) {
    const points = shapes.filter((_, index) => index % 7 === 0).map(({ corners }) => corners[0]);
    studio.shade(points, shadow);
  }
  const drawn = shapes.flatMap(({ corners, middle, normal }) => {
    const towards = facesViewer(normal);
    if (oneSided && !towards) return [];
    const facing = towards ? normal : normal.map((part) => -part);
    const material = materialAt(...middle);
    const light = lightOn(facing) - (material.dim ?? 0);
    const colour = lit(material.base, light, sheenOn(facing, material));
    return element('path', { d: pathOf(corners.map(project)), fill: colour, stroke: colour });
  });
  studio.draw(element('g', { strokeWidth: 0.9, strokeLinejoin: 'round' }, drawn));
}
