import { mix } from './colour.mjs';
import { element } from './svg.mjs';

const DUSK = '#5b4636';
const EARTH = '#6b5a48';

/** How the light of a pane grows and fades across it: [place, opacity]. */
const PANE = [
  [0, 0],
  [0.14, 0.09],
  [0.32, 0.32],
  [0.5, 0.36],
  [0.68, 0.32],
  [0.86, 0.09],
  [1, 0],
];

/**
 * The room a picture is taken in: tinted paper that bends from wall to table, with the window's
 * light across it (`behind` everything), and the paper's tooth (`grain`, over everything).
 */
export function room(studio) {
  return { behind: [paper(studio), windowLight(studio), dusk(studio)], grain: grain(studio) };
}

function paper(studio) {
  const { width, height, origin } = studio;
  const bend = (origin[1] - height * 0.16) / height;
  const stops = [
    [0, mix(studio.paper, EARTH, 0.1)],
    [bend - 0.16, mix(studio.paper, EARTH, 0.035)],
    [bend + 0.02, mix(studio.paper, '#ffffff', 0.2)],
    [1, mix(studio.paper, EARTH, 0.03)],
  ];
  const fill = studio.gradient(stops, { x2: 0, y2: 1 });
  return element('rect', { width, height, fill });
}

/** Two panes of light falling aslant over wall and table, soft at their edges. */
function windowLight(studio) {
  const { width, height } = studio;
  const glow = mix(studio.paper, '#fffdf6', 0.85);
  const fill = studio.gradient(PANE.map(([at, opacity]) => [at, glow, opacity]));
  const tall = { y: -height, height: height * 3 };
  const pane = (x, broad) => element('rect', { x: width * x, width: width * broad, ...tall, fill });
  return element('g', { transform: 'skewX(17)' }, pane(-0.16, 0.28), pane(0.09, 0.26));
}

/** The far corner of the room, away from the window. */
function dusk(studio) {
  const { width, height } = studio;
  const fill = studio.define(
    'radialGradient',
    { cx: 1.04, cy: 0.08, r: 0.75 },
    element('stop', { offset: 0, stopColor: DUSK, stopOpacity: 0.15 }),
    element('stop', { offset: 1, stopColor: DUSK, stopOpacity: 0 }),
  );
  return element('rect', { width, height, fill });
}

/** The tooth of the paper also keeps soft gradients from showing steps. */
function grain(studio) {
  const { width, height } = studio;
  const noise = { type: 'fractalNoise', baseFrequency: 0.55, numOctaves: 2, seed: 11 };
  const brown = '0 0 0 0 .25  0 0 0 0 .2  0 0 0 0 .15  1.6 0 0 0 -.4';
  const filter = studio.define(
    'filter',
    { x: 0, y: 0, width: 1, height: 1 },
    element('feTurbulence', noise),
    element('feColorMatrix', { values: brown }),
  );
  return element('rect', { width, height, filter, opacity: 0.09 });
}
