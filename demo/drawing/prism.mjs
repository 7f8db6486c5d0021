import { lit } from './colour.mjs';
import { onPlane } from './studio.mjs';
import { element } from './svg.mjs';
import {
  facesViewer,
  lightOn,
  nearness,
  normalize,
  outline,
  pathOf,
  project,
  sheenOn,
} from './view.mjs';

/** A rectangle's outline with rounded corners, turned by `turn` radians, around (0, 0). */
export function roundedRectangle(width, depth, radius, turn = 0) {
  const corners = [
    [1, 1, 0],
    [-1, 1, 1],
    [-1, -1, 2],
    [1, -1, 3],
  ];
  const parts = radius > 0.5 ? 8 : 0;
  return corners.flatMap(([sideX, sideY, quarter]) =>
    Array.from({ length: parts + 1 }, (_, index) => {
      const angle = ((quarter + (parts ? index / parts : 0)) * Math.PI) / 2;
      const x = sideX * (width / 2 - radius) + Math.cos(angle) * radius * (parts ? 1 : 0);
      const y = sideY * (depth / 2 - radius) + Math.sin(angle) * radius * (parts ? 1 : 0);
      return [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    }),
  );
}

/** The outline drawn in by `inset` on every side. */
function shrink(footprint, inset) {
  const outward = footprint.map(([x, y], index) => {
    const [nextX, nextY] = footprint[(index + 1) % footprint.length];
    return normalize([nextY - y, x - nextX]);
  });
  return footprint.map(([x, y], index) => {
    const [one, other] = [outward.at(index - 1), outward[index]];
    const [nx, ny] = normalize([one[0] + other[0], one[1] + other[1]]);
    const reach = inset / Math.max(0.4, nx * one[0] + ny * one[1]);
    return [x - nx * reach, y - ny * reach];
  });
}

function layersOf(footprint, height, bevel) {
  if (bevel <= 0)
    return [
      { ring: footprint, z: 0 },
      { ring: footprint, z: height },
    ];
  const steps = [0, 0.3, 0.6, 0.85, 1];
  const curve = steps.map((t) => ({ in: bevel * (1 - Math.cos(Math.asin(t))), up: bevel * t }));
  const foot = [...curve]
    .reverse()
    .map((at) => ({ ring: shrink(footprint, at.in), z: bevel - at.up }));
  const head = curve.map((at) => ({ ring: shrink(footprint, at.in), z: height - bevel + at.up }));
  return [...foot, ...head];
}

function wallsOf(layers, place) {
  const walls = [];
  for (let level = 1; level < layers.length; level++) {
    const [below, above] = [layers[level - 1], layers[level]];
    below.ring.forEach((start, index) => {
      const next = (index + 1) % below.ring.length;
      const end = below.ring[next];
      const corners = [
        place(start, below.z),
        place(end, below.z),
        place(above.ring[next], above.z),
        place(above.ring[index], above.z),
      ];
      const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
      if (Math.hypot(dx, dy) < 0.01) return;
      const lean = Math.hypot(...start) - Math.hypot(...above.ring[index]);
      const rise = above.z - below.z;
      const flat = normalize([dy, -dx, 0]);
      const side = flat[0] * (start[0] + end[0]) + flat[1] * (start[1] + end[1]) < 0 ? -1 : 1;
      const normal = normalize([flat[0] * side * rise, flat[1] * side * rise, lean]);
      walls.push({ corners, normal, tall: rise });
    });
  }
  return walls
    .filter(({ normal }) => facesViewer(normal))
    .sort((one, other) => nearness(one.corners[0]) - nearness(other.corners[0]));
}

/**
 * An upright body over an outline: a box, a bar of soap, a book. `at` has x, y, z; the materials
 * are { base, gloss, focus } of its sides and top; `hides(normal)` leaves walls out.
 */
export function prism(studio, at, footprint, height, look) {
  const { side, top = side, bevel = 2, shadow = 1, hides = () => false } = look;
  const place = ([x, y], z) => [at.x + x, at.y + y, at.z + z];
  const layers = layersOf(footprint, height, bevel);
  if (shadow > 0) {
    const levels = [0, 0.25, 0.5, 0.75, 1].map((share) => share * height);
    studio.shade(
      levels.flatMap((z) => footprint.map((spot) => place(spot, z))),
      shadow,
    );
  }
  const shown = wallsOf(layers, place).filter(({ normal }) => !hides(normal));
  const walls = shown.map(({ corners, normal, tall }) => {
    const light = lightOn(normal);
    const material = normal[2] > 0.5 ? top : side;
    const sheen = sheenOn(normal, material);
    const colour = lit(material.base, light, sheen);
    const stops = [
      [0, lit(side.base, light + 0.02, sheen)],
      [1, lit(side.base, light - 0.07)],
    ];
    const fill = tall > 24 ? studio.gradient(stops, { x2: 0, y2: 1 }) : colour;
    return element('path', { d: pathOf(corners.map(project)), fill, stroke: colour });
  });
  studio.draw(element('g', { strokeWidth: 0.6, strokeLinejoin: 'round' }, walls));
  const last = layers.at(-1);
  studio.draw(
    topFace(
      studio,
      last.ring.map((spot) => place(spot, last.z)),
      top,
    ),
  );
}

/** A level face in this light, a little brighter towards the window. */
function topFace(studio, points, material) {
  const light = lightOn([0, 0, 1]);
  const sheen = (material.gloss ?? 0) * 0.25;
  const stops = [
    [0, lit(material.base, light + 0.05, sheen)],
    [1, lit(material.base, light - 0.05)],
  ];
  const fill = studio.gradient(stops, { x2: 1, y2: 0.4 });
  return element('path', { d: pathOf(outline(points.map(project))), fill });
}

/**
 * A drawing on a box's face. `face` is 'left' or 'right' of the corner nearest the viewer, or
 * 'top'; the drawing's origin is the face's upper left, in points, as it would lie unturned.
 */
export function onBox(at, { width, depth, height, turn }, face, svg) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const spot = (x, y, z) => [at.x + x * cos - y * sin, at.y + x * sin + y * cos, at.z + z];
  const along = [cos, sin, 0];
  const away = [-sin, cos, 0];
  const faces = {
    front: () => onPlane(spot(-width / 2, depth / 2, height), along, [0, 0, -1], svg),
    right: () =>
      onPlane(
        spot(width / 2, depth / 2, height),
        away.map((part) => -part),
        [0, 0, -1],
        svg,
      ),
    left: () => onPlane(spot(-width / 2, -depth / 2, height), away, [0, 0, -1], svg),
    top: () => onPlane(spot(-width / 2, -depth / 2, height), along, away, svg),
  };
  return faces[face]();
}
