import { carton, tag } from '../boxes.mjs';
import { discPath } from '../lathe.mjs';
import { scatter, twig } from '../plants.mjs';
import { pebble, plinth } from '../props.mjs';
import { stick } from '../rods.mjs';
import { candle, diffuser, incenseHolder, osmanthus, sprigs, woodenLid } from '../scents.mjs';
import { element } from '../svg.mjs';
import { project } from '../view.mjs';

const sand = { base: '#cbb79c', gloss: 0.05, focus: 10 };
const ink = { base: '#56504a', gloss: 0.16, focus: 16 };
const sage = { base: '#8c9a85', gloss: 0.14, focus: 16 };
const cream = { base: '#e9dfcd', gloss: 0.18, focus: 18 };

export const fragrance = {
  'soy-candle': {
    paper: '#ead9c4',
    draw(studio) {
      candle(studio, { x: -40, y: 0, z: 0 }, { glaze: cream, paper: '#faf6ec' });
      woodenLid(studio, { x: 136, y: 70, z: 0 }, 84);
      scatter(
        studio,
        { x: 130, y: 62, z: 18 },
        { count: 6, spread: [50, 46], seed: 'lid', piece: osmanthus },
      );
      sprigs(studio, { x: 10, y: 190, z: 0 });
    },
    scale: 1.62,
    origin: [305, 453],
  },
  'soy-candle-2': {
    paper: '#d8dcd3',
    draw(studio) {
      candle(
        studio,
        { x: -120, y: -60, z: 0 },
        { glaze: sage, radius: 86, height: 168, burning: false },
      );
      candle(studio, { x: 110, y: -50, z: 0 }, { glaze: ink, radius: 86, height: 168 });
      candle(
        studio,
        { x: -10, y: 110, z: 0 },
        { glaze: cream, radius: 66, height: 108, paper: '#faf6ec' },
      );
    },
    scale: 1.43,
    origin: [383, 497],
  },
  'reed-diffuser': {
    paper: '#dfe0d8',
    draw(studio) {
      carton(
        studio,
        { x: 112, y: -40, z: 0 },
        {
          width: 120,
          depth: 120,
          height: 196,
          turn: 0.5,
          base: '#8c9a85',
          print: tag(34, 52, 52, 70),
        },
      );
      diffuser(studio, { x: -58, y: 40, z: 0 });
    },
    scale: 1.5,
    origin: [337, 579],
  },
  'incense-sticks': {
    paper: '#dfd6cb',
    draw(studio) {
      carton(
        studio,
        { x: 10, y: -60, z: 0 },
        {
          width: 330,
          depth: 74,
          height: 58,
          turn: -0.2,
          base: '#6a4a3a',
          print: tag(140, 6, 40, 46),
        },
      );
      for (let index = 0; index < 13; index++) {
        const x = -170 + (index % 7) * 3;
        const y = 92 + (index % 7) * 9 + Math.floor(index / 7) * 4;
        const z = 2 + Math.floor(index / 7) * 4;
        stick(studio, [x, y + 20, z], [x + 330 + (index % 3) * 5, y - 44, z], {
          width: 4.6,
          base: '#7d6148',
          shadow: 0.25,
        });
      }
      const [bx, by] = project([0, 108, 4]);
      studio.draw(
        element('path', {
          d: `M${bx - 14} ${by - 20}l24 -4l10 34l-24 4Z`,
          fill: '#efe6d6',
        }),
        element('path', { d: `M${bx + 1} ${by - 8}l7 -1l2 8l-7 1Z`, fill: '#b4432f' }),
      );
    },
    pitch: 0.5,
    scale: 1.6,
    origin: [364, 414],
  },
  'stoneware-incense-holder': {
    paper: '#d9dad6',
    draw(studio) {
      plinth(studio, { x: 0, y: 0, z: 0 }, 140, 26, '#d6cfc3');
      studio.raise(26, discPath({ x: 0, y: 0, z: 0 }, [140, 26]));
      incenseHolder(studio, { x: 0, y: 0, z: 26 }, { glaze: ink, height: 200 });
      studio.lower();
      pebble(studio, { x: 176, y: 100, z: 0 }, { radius: 30, base: '#9c958a' });
    },
    scale: 1.5,
    origin: [352, 545],
  },
  'stoneware-incense-holder-2': {
    paper: '#e6dccd',
    draw(studio) {
      incenseHolder(studio, { x: -20, y: 10, z: 0 }, { glaze: sand, height: 190 });
      twig(
        studio,
        { x: -170, y: 190, z: 0 },
        { length: 230, angle: -6, leaves: 9, size: 50, base: '#79866a', seed: 'holder' },
      );
    },
    scale: 1.62,
    origin: [426, 520],
  },
};
