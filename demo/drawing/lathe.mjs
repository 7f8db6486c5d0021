import { chance } from './chance.mjs';
import { lit } from './colour.mjs';
import { element } from './svg.mjs';
import { FLATTENING, lightOn, project, round, sheenOn } from './view.mjs';

const STOPS = 22;

/** A smooth curve of [radius, z] points through the given ones, close enough to draw slices. */
export function smooth(points, step = 1.2) {
  const at = (index) => points[Math.max(0, Math.min(points.length - 1, index))];
  const curve = [];
  for (let index = 0; index < points.length - 1; index++) {
    const [p0, p1, p2, p3] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const count = Math.max(2, Math.ceil(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) / step));
    for (let part = 0; part < count; part++) {
      const t = part / count;
      const along = (axis) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t ** 2 +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t ** 3);
      curve.push([Math.max(0, along(0)), along(1)]);
    }
  }
  return [...curve, points.at(-1)];
}

/** The [radius, z] points of a profile written as in SVG: 'radius,z radius,z …'. */
export function points(text) {
  return text.split(' ').map((pair) => pair.split(',').map(Number));
}

/** Straight runs between [radius, z] points, cut fine enough to draw slices. */
export function straight(points, step = 1.2) {
  return points.slice(1).reduce(
    (line, [radius, z]) => {
      const [fromRadius, fromZ] = line.at(-1);
      const count = Math.max(1, Math.ceil(Math.hypot(radius - fromRadius, z - fromZ) / step));
      for (let part = 1; part <= count; part++) {
        const t = part / count;
        line.push([fromRadius + (radius - fromRadius) * t, fromZ + (z - fromZ) * t]);
      }
      return line;
    },
    [points[0]],
  );
}

/** Light across one slice, from its left edge to its right. `inward` is the inside's far wall. */
export function ringStops(material, [out, up], { inward = false, dim = 0 } = {}) {
  return Array.from({ length: STOPS + 1 }, (_, index) => {
    const across = Math.sin((index / STOPS - 0.5) * Math.PI);
    const towards = Math.sqrt(Math.max(0, 1 - across ** 2)) * (inward ? -1 : 1);
    const normal = [across * out, towards * out, up];
    const colour = lit(material.base, lightOn(normal) - dim, sheenOn(normal, material));
    return [round((across + 1) / 2), colour];
  });
}

function slopes(profile) {
  return profile.map((_, index) => {
    const [r1, z1] = profile[Math.max(0, index - 1)];
    const [r2, z2] = profile[Math.min(profile.length - 1, index + 1)];
    const length = Math.hypot(r2 - r1, z2 - z1) || 1;
    return [(z2 - z1) / length, (r1 - r2) / length];
  });
}

function ellipse(at, [radius, z], fill) {
  const [x, y] = project([at.x, at.y, at.z + z]);
  const size = { rx: round(radius), ry: round(radius * FLATTENING) };
  return element('ellipse', { cx: round(x), cy: round(y), ...size, fill });
}

/** Level rings as world points, for a body's shadow. */
export function ringPoints(at, profile, every = 14) {
  const points = [];
  for (let index = 0; index < profile.length; index += every) {
    const [radius, z] = profile[index];
    for (let turn = 0; turn < 16; turn++) {
      const angle = (turn / 16) * Math.PI * 2;
      points.push([at.x + Math.cos(angle) * radius, at.y + Math.sin(angle) * radius, at.z + z]);
    }
  }
  return points;
}

/**
 * A body turned on a wheel. The profile runs up the outside and, for an open vessel, over the rim
 * and down the inside. `materialAt(z, inside)` gives { base, gloss, focus } there.
 */
export function turned(studio, at, profile, materialAt, { shadow = 1, deepens = 0.42 } = {}) {
  const rim = profile.reduce((best, [, z], index) => (z > profile[best][1] ? index : best), 0);
  const normals = slopes(profile);
  if (shadow > 0) studio.shade(ringPoints(at, profile.slice(0, rim + 1)), shadow);
  const slice = (index, inside) => {
    const [radius, z] = profile[index];
    const floor = inside ? 0 : Math.max(0, 1 - (z + at.z * 0.5) / 26) * 0.1;
    const well = inside ? Math.min(1, (profile[rim][1] - z) / (profile[rim][0] * 1.4)) : 0;
    const [out, up] = normals[index].map((part) => Math.round(part * 90) / 90);
    const dim = Math.round((floor + well * deepens) * 90) / 90;
    const stops = ringStops(materialAt(z, inside), [out, up], { inward: inside, dim });
    return ellipse(at, [radius, z], studio.gradient(stops));
  };
  const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  studio.draw(
    range(0, rim + 1)
      .map((index) => slice(index, false))
      .join(''),
  );
  if (rim < profile.length - 1) {
    const inside = range(rim + 1, profile.length).map((index) => slice(index, true));
    studio.draw(element('g', { clipPath: discClip(studio, at, profile[rim]) }, inside));
  }
}

/** A clip to a level disc. */
export function discClip(studio, at, [radius, z]) {
  return studio.clip(discPath(at, [radius, z]));
}

/** A level disc as path data. */
export function discPath(at, [radius, z]) {
  const [x, y] = project([at.x, at.y, at.z + z]);
  const [rx, ry] = [radius, radius * FLATTENING];
  return `M${x - rx} ${y}A${rx} ${ry} 0 1 1 ${x + rx} ${y}A${rx} ${ry} 0 1 1 ${x - rx} ${y}Z`;
}

/**
 * A band around the front of a turned body between two angles (radians, 0 is straight ahead,
 * positive to the right), such as a label: path data.
 */
export function bandPath(at, radius, [low, high], [from, to]) {
  const arc = (z, start, end) =>
    Array.from({ length: 25 }, (_, index) => {
      const angle = start + ((end - start) * index) / 24;
      const spot = [at.x + Math.sin(angle) * radius, at.y + Math.cos(angle) * radius, at.z + z];
      return project(spot).map(round).join(' ');
    });
  return `M${[...arc(low, from, to), ...arc(high, to, from)].join('L')}Z`;
}

/** The light on an upright band, as a fill; `from` and `to` are its angles. */
export function bandFill(studio, base, [from, to], gloss = 0) {
  const stops = Array.from({ length: 13 }, (_, index) => {
    const angle = from + ((to - from) * index) / 12;
    const normal = [Math.sin(angle), Math.cos(angle), 0];
    const across = (Math.sin(angle) - Math.sin(from)) / (Math.sin(to) - Math.sin(from));
    const sheen = sheenOn(normal, { gloss, focus: 20 });
    return [round(across), lit(base, lightOn(normal), sheen)];
  });
  return studio.gradient(stops);
}

/** Specks of iron in the clay, on the visible front between two heights. */
export function specks(studio, at, radiusAt, [low, high], { seed, count, colour, size = 1.5 }) {
  const next = chance(seed);
  const dots = Array.from({ length: count }, () => {
    const angle = Math.asin(next() * 1.94 - 0.97);
    const z = low + (high - low) * next();
    const radius = radiusAt(z);
    const spot = [at.x + Math.sin(angle) * radius, at.y + Math.cos(angle) * radius, at.z + z];
    const [x, y] = project(spot).map(round);
    const width = round(size * (0.35 + next() ** 2) * Math.max(0.3, Math.cos(angle)));
    return element('ellipse', { cx: x, cy: y, rx: width, ry: round(width * (0.8 + next() * 0.5)) });
  });
  studio.draw(element('g', { fill: colour, opacity: 0.5 }, dots));
}
