import { carton } from '../boxes.mjs';
import { lit } from '../colour.mjs';
import { twig } from '../plants.mjs';
import { brandMark } from '../print.mjs';
import { onBox, prism, roundedRectangle } from '../prism.mjs';
import { woodBoard } from '../props.mjs';
import { rod, stick } from '../rods.mjs';
import { onPlane } from '../studio.mjs';
import { element } from '../svg.mjs';
import { lightOn, pathOf, project } from '../view.mjs';

/** A thread-bound book lying down, spine on its left, with a paper title slip. */
function notebook(studio, at, { width, depth, height = 24, turn, base, slip = true }) {
  const size = { width, depth, height, turn };
  prism(studio, at, roundedRectangle(width, depth, 1, turn), height, {
    side: { base: '#eee6d6' },
    bevel: 0,
  });
  leaves(studio, at, size);
  const lid = { ...at, z: at.z + height };
  prism(studio, lid, roundedRectangle(width + 2, depth + 2, 2, turn), 3, {
    side: { base },
    bevel: 0.8,
    shadow: 0,
  });
  const holes = [0.08, 0.36, 0.64, 0.92].map((share) => share * depth);
  const thread =
    element('path', { d: `M18 0V${depth}`, stroke: '#f4ecdc', strokeWidth: 1.8 }) +
    holes
      .map((y) => element('path', { d: `M0 ${y}H18`, stroke: '#f4ecdc', strokeWidth: 1.8 }))
      .join('');
  const paper =
    [
      element('rect', { x: 36, y: 20, width: 46, height: depth * 0.56, fill: '#f6f0e4' }),
      element('rect', {
        x: 39,
        y: 23,
        width: 40,
        height: depth * 0.56 - 6,
        fill: 'none',
        stroke: '#8b7a66',
        strokeWidth: 0.8,
      }),
    ].join('') +
    brandMark(59, 54, 24, '#4a3d31') +
    element('rect', { x: 55, y: 86, width: 8, height: 8, fill: '#b4432f' });
  studio.draw(onBox(lid, { ...size, height: 3 }, 'top', thread + (slip ? paper : '')));
}

/** The edges of the pages, front and right. */
function leaves(studio, at, size) {
  const lines = (length) =>
    Array.from({ length: 7 }, (_, index) =>
      element('path', { d: `M0 ${3 + index * (size.height / 7.4)}H${length}` }),
    ).join('');
  const ink = { stroke: '#8d7c66', strokeWidth: 0.8, opacity: 0.4 };
  studio.draw(onBox(at, size, 'front', element('g', { ...ink }, lines(size.width))));
  if (size.turn < 0)
    studio.draw(onBox(at, size, 'left', element('g', { ...ink }, lines(size.depth))));
}

/** A brass pen lying on the table, its cap at `to`, with a clip. */
function brassPen(studio, from, to) {
  const brass = '#ac7f38';
  const radiusAt = (t) => {
    if (t < 0.03) return 1.4 + t * 30;
    if (t < 0.1) return 3.4 + ((t - 0.03) / 0.07) * 7;
    if (t > 0.985) return 12 - ((t - 0.985) / 0.015) ** 2 * 5;
    return t > 0.58 ? 12 : 10.6 + (t - 0.1) * 1.2;
  };
  const seam = (t) => Math.abs(t - 0.58) < 0.006 || Math.abs(t - 0.955) < 0.004;
  const materialAt = (t) => ({
    base: t < 0.03 ? '#d5d2c8' : seam(t) ? '#7c5a2a' : brass,
    gloss: 1,
    focus: 20,
  });
  rod(studio, from, to, { radiusAt, materialAt, fineness: [150, 44] });
  const spot = (t) => from.map((part, axis) => part + (to[axis] - part) * t + [0, 1, 13][axis]);
  const clip = { radiusAt: () => 3.2, materialAt: () => ({ base: brass, gloss: 0.6, focus: 14 }) };
  rod(studio, spot(0.7), spot(0.95), { ...clip, fineness: [20, 20], shadow: 0 });
}

/** A sheet or envelope lying down, turned, a hair above the table. */
function sheet(studio, at, { width, depth, turn, base, print = '' }) {
  const corners = roundedRectangle(width, depth, 0, turn).map(([x, y]) => [
    at.x + x,
    at.y + y,
    at.z,
  ]);
  studio.shade([...corners, ...corners.map(([x, y, z]) => [x, y, z + 5])], 0.55);
  const light = lightOn([0, 0, 1]);
  const fill = studio.gradient([
    [0, lit(base, light + 0.04)],
    [1, lit(base, light - 0.04)],
  ]);
  const u = [Math.cos(turn), Math.sin(turn), 0];
  const v = [-Math.sin(turn), Math.cos(turn), 0];
  const corner = [
    at.x - (u[0] * width) / 2 - (v[0] * depth) / 2,
    at.y - (u[1] * width) / 2 - (v[1] * depth) / 2,
    at.z,
  ];
  const edge = element('path', {
    d: pathOf(corners.map(project)),
    fill: '#4a3a2a',
    opacity: 0.22,
    transform: 'translate(2.5 3)',
    filter: studio.blur(2.4),
  });
  studio.draw(
    edge + onPlane(corner, u, v, [element('rect', { width, height: depth, fill }), print].join('')),
  );
}

const rules = (width, depth, colour) =>
  Array.from({ length: 8 }, (_, index) =>
    element('path', {
      d: `M${26 + index * ((width - 52) / 7)} 24V${depth - 24}`,
      stroke: colour,
      strokeWidth: 1.2,
      opacity: 0.7,
    }),
  ).join('');

function envelope(width, depth, base) {
  const dark = lit(base, 0.44);
  const flap = element('path', {
    d: `M0 0L${width / 2} ${depth * 0.56}L${width} 0Z`,
    fill: lit(base, 0.74),
    stroke: dark,
    strokeOpacity: 0.5,
    strokeWidth: 1.2,
  });
  const seal = element(
    'g',
    { transform: `translate(${width / 2} ${depth * 0.54})` },
    element('ellipse', { rx: 25, ry: 25, fill: '#8f3324' }),
    element('circle', { r: 22, cy: -1.6, fill: '#b4432f' }),
    element('circle', { r: 16, cy: -1.6, fill: 'none', stroke: '#8f3324', strokeWidth: 1.6 }),
    brandMark(0, -1, 20, '#f2d9cd'),
  );
  return flap + seal;
}

export const stationery = {
  'thread-bound-notebook': {
    paper: '#dee0df',
    draw(studio) {
      notebook(
        studio,
        { x: -10, y: -30, z: 0 },
        { width: 330, depth: 240, turn: -0.3, base: '#4f6070' },
      );
      notebook(
        studio,
        { x: 4, y: -10, z: 27 },
        { width: 250, depth: 178, turn: 0.16, base: '#a5583f' },
      );
    },
    pitch: 0.58,
    scale: 1.48,
    origin: [391, 431],
  },
  'thread-bound-notebook-2': {
    paper: '#e7dfd0',
    draw(studio) {
      woodBoard(
        studio,
        { x: 0, y: 0, z: 0 },
        { width: 400, depth: 300, turn: -0.16, height: 14, base: '#a9825e', radius: 6 },
      );
      notebook(
        studio,
        { x: -30, y: -10, z: 14 },
        { width: 250, depth: 190, turn: -0.16, base: '#a5583f' },
      );
      stick(studio, [104, 110, 22], [158, -96, 22], { width: 9, base: '#3d342c' });
      studio.lower();
    },
    pitch: 0.58,
    scale: 1.3,
    origin: [376, 396],
  },
  'brass-gel-pen': {
    paper: '#d9dcdc',
    draw(studio) {
      carton(
        studio,
        { x: 10, y: -90, z: 0 },
        {
          width: 330,
          depth: 76,
          height: 40,
          turn: -0.2,
          base: '#4b4540',
          print: element('g', { opacity: 0.9 }, brandMark(46, 20, 22, '#c9a56a')),
        },
      );
      brassPen(studio, [-170, 130, 12], [176, 46, 12]);
    },
    pitch: 0.58,
    scale: 1.65,
    origin: [369, 445],
  },
  'handmade-letter-set': {
    paper: '#e5dad0',
    draw(studio) {
      const paper = '#f1eadb';
      sheet(
        studio,
        { x: -30, y: -60, z: 1 },
        { width: 210, depth: 300, turn: 0.34, base: paper, print: rules(210, 300, '#b9685a') },
      );
      sheet(
        studio,
        { x: -6, y: -50, z: 3 },
        { width: 210, depth: 300, turn: 0.14, base: paper, print: rules(210, 300, '#b9685a') },
      );
      sheet(
        studio,
        { x: 16, y: 80, z: 6 },
        {
          width: 300,
          depth: 200,
          turn: -0.16,
          base: '#d3bfa2',
          print: envelope(300, 200, '#d3bfa2'),
        },
      );
      twig(
        studio,
        { x: -200, y: 170, z: 8 },
        { length: 150, angle: -22, leaves: 8, size: 42, base: '#7d8b6d', seed: 'letter' },
      );
    },
    pitch: 0.58,
    scale: 1.51,
    origin: [390, 384],
  },
};
