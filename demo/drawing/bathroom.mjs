import { placed } from './cloth.mjs';
import { lit } from './colour.mjs';
import { discPath, points, smooth, straight, turned } from './lathe.mjs';
import { surfaceMesh } from './mesh.mjs';
import { scatter } from './plants.mjs';
import { brandMark, label } from './print.mjs';
import { onBox, prism, roundedRectangle } from './prism.mjs';
import { bar } from './rods.mjs';
import { element } from './svg.mjs';
import { glass, shine } from './vessels.mjs';
import { pathOf, project } from './view.mjs';
import { waffle } from './weave.mjs';

const soapSize = { width: 150, depth: 100, height: 50 };

/** A bar of soap, its mark pressed into the top; `wrap` is the colour of its paper band. */
export function soap(studio, at, { base, turn, wrap }) {
  prism(studio, at, roundedRectangle(soapSize.width, soapSize.depth, 12, turn), soapSize.height, {
    side: { base, gloss: 0.06, focus: 10 },
    bevel: 9,
  });
  if (!wrap) {
    const mark = (dy, ink) => brandMark(75, 50 + dy, 50, ink);
    const top = element(
      'g',
      { opacity: 0.75 },
      mark(1.6, lit(base, 0.95)),
      mark(0, lit(base, 0.36)),
    );
    studio.draw(onBox(at, { ...soapSize, turn }, 'top', top));
    return;
  }
  const band = roundedRectangle(66, soapSize.depth + 2, 1, turn);
  prism(studio, at, band, soapSize.height + 1, {
    side: { base: wrap },
    bevel: 9,
    hides: ([x, y]) => Math.abs(x * Math.cos(turn) + y * Math.sin(turn)) > 0.7,
    shadow: 0,
  });
  const size = { ...soapSize, width: 66, height: 52, turn };
  studio.draw(onBox(at, size, 'top', brandMark(33, 50, 46, '#4a3d31')));
}

/** An amber pump bottle. */
export function pumpBottle(studio, at) {
  const amber = { base: '#74431c', gloss: 0.3, focus: 40 };
  const profile = [
    ...smooth(points('74,0 80,5 82,14 82,120 81,148 77,170 67,188 51,200 36,206 30,208')),
  ];
  turned(studio, at, profile, () => amber);
  shine(studio, at, profile, 0.75);
  const black = { base: '#35302c', gloss: 0.25, focus: 18 };
  const collar = straight(
    points('30,204 34,205 34,228 31,231 9,232 9,262 26,263 28,266 28,280 25,283 0,283'),
  );
  turned(studio, at, collar, () => black, { shadow: 0.6 });
  const [x, y] = project([at.x - 20, at.y, at.z + 274]);
  bar(studio, `M${x} ${y}L${x - 46} ${y + 1}Q${x - 60} ${y + 2} ${x - 61} ${y + 15}`, {
    width: 13,
    base: '#35302c',
    gloss: 0.3,
  });
  label(studio, at, 82, { low: 34, high: 142, reach: 0.58, paper: '#efe7d8' });
}

/** A corked jar of bath salt. */
export function saltJar(studio, at) {
  const body = straight(points('76,0 82,5 84,14 84,128 80,140'), 3);
  glass(studio, at, body, { tint: '#8a938c', strength: 0.6 }, () => {
    const heap = straight(points('72,5 80,12 81,96'), 1.2);
    turned(
      studio,
      at,
      [...heap, ...smooth(points('81,96 60,104 0,108'))],
      () => ({ base: '#e9d3cb', gloss: 0, focus: 8 }),
      { shadow: 0 },
    );
    scatter(
      studio,
      { ...at, z: at.z + 100 },
      { count: 60, spread: [66, 54], seed: 'grain', piece: crystal },
    );
  });
  label(studio, at, 84, { low: 24, high: 84, reach: 0.42 });
  const cork = straight(points('78,136 82,138 82,166 78,170 0,170'));
  turned(studio, at, cork, () => ({ base: '#c7a37a', gloss: 0.02, focus: 8 }), { shadow: 0.5 });
  const rings = [0.3, 0.55, 0.8].map((share) =>
    element('path', { d: discPath(at, [80 * share, 170]) }),
  );
  studio.draw(element('g', { fill: 'none', stroke: '#93704a', opacity: 0.35 }, rings));
}

/** One grain of bath salt, for `scatter`. */
export function crystal(next) {
  const size = 2.4 + next() * 3.4;
  const tone = ['#f7ebe5', '#dcbdb3', '#eed8d0'][Math.floor(next() * 3)];
  return element('rect', {
    x: -size / 2,
    y: -size / 2,
    width: size,
    height: size * 0.72,
    rx: 1,
    transform: `rotate(${next() * 90})`,
    fill: tone,
  });
}

/** A towel rolled up, its spiral towards the viewer. */
export function rolledTowel(studio, at, { radius, length, turn, base }) {
  const place = placed(at, turn);
  const around = (angle, share, along) => {
    const reach = radius * share;
    return place([Math.cos(angle) * reach, along, radius - Math.sin(angle) * reach]);
  };
  const surface = (u, v) => around(u * Math.PI * 2, 1, (v - 0.5) * length);
  surfaceMesh(studio, surface, waffle(base, [22, 16]), { fineness: [132, 80], oneSided: true });
  const ring = Array.from({ length: 49 }, (_, index) =>
    project(around((index / 48) * Math.PI * 2, 1, length / 2)),
  );
  const spiral = Array.from({ length: 150 }, (_, index) => {
    const share = 0.12 + (index / 149) * 0.86;
    return project(around((index / 149) * Math.PI * 9 + 0.6, share, length / 2));
  });
  const line = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' };
  const dark = { stroke: lit(base, 0.3), strokeWidth: 2.6 };
  studio.draw(
    element('path', { d: pathOf(ring), fill: lit(base, 0.56) }),
    element('path', { d: pathOf(spiral, false), ...line, ...dark }),
  );
}
