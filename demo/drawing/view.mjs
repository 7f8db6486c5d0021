/**
 * One window for every picture, and a camera that looks down without perspective: the world is in
 * picture points, x to the right, y towards the viewer, z up.
 */

/** Where a disc of radius r standing level appears r wide, it appears this much of r high. */
export let FLATTENING = 0.36;

/** How many points up the picture one point of height rises. */
export let RISE = Math.sqrt(1 - FLATTENING ** 2);

/** How far a shadow runs on the ground for each point of height. */
const SHADOW_RUN = [0.72, 0.1];

const TO_WINDOW = normalize([-0.64, 0.28, 0.72]);
let toViewer = [];
let halfway = [];

/**
 * Sets the camera for the picture that is drawn next: the sine of the angle it looks down at.
 * Standing goods look well at 0.36, lying ones at more.
 */
export function lookDown(sine) {
  FLATTENING = sine;
  RISE = Math.sqrt(1 - sine ** 2);
  toViewer = [0, RISE, FLATTENING];
  halfway = normalize(toViewer.map((part, index) => part + TO_WINDOW[index]));
}

export function normalize(vector) {
  const length = Math.hypot(...vector) || 1;
  return vector.map((part) => part / length);
}

export function dot(one, other) {
  return one.reduce((sum, part, index) => sum + part * other[index], 0);
}

export function cross([a, b, c], [x, y, z]) {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

/** World point to picture point. */
export function project([x, y, z]) {
  return [x, y * FLATTENING - z * RISE];
}

/** Nearness to the viewer, for painting far things first. */
export function nearness(point) {
  return dot(point, toViewer);
}

export function facesViewer(normal) {
  return dot(normal, toViewer) > 0.001;
}

/** How much light a surface with this unit normal takes, for `lit`. */
export function lightOn([x, y, z]) {
  const sun = Math.max(0, (dot([x, y, z], TO_WINDOW) + 0.3) / 1.3) ** 1.15;
  const sky = 0.5 + z * 0.5;
  const bounce = Math.max(0, x) * 0.07 + Math.max(0, -z) * 0.08;
  return 0.16 + sun * 0.6 + sky * 0.16 + bounce;
}

/** Mirror light on a surface: `gloss` is how strong, `focus` how tight. */
export function sheenOn(normal, { gloss = 0, focus = 24 } = {}) {
  return gloss === 0 ? 0 : gloss * Math.max(0, dot(normal, halfway)) ** focus;
}

/** The ground under a point, where its shadow falls on the plane `groundZ`. */
export function shadowPoint([x, y, z], groundZ) {
  const height = Math.max(0, z - groundZ);
  return project([x + SHADOW_RUN[0] * height, y + SHADOW_RUN[1] * height, groundZ]);
}

/** The convex outline around picture points, in order. */
export function outline(points) {
  const sorted = [...points].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Picture points as SVG path data. */
export function pathOf(points, closed = true) {
  const steps = points.map(([x, y]) => `${round(x)} ${round(y)}`);
  return `M${steps.join('L')}${closed ? 'Z' : ''}`;
}

export function round(value) {
  return Math.round(value * 100) / 100;
}
