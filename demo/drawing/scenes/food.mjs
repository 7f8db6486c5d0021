import { carton, pouch, tag } from '../boxes.mjs';
import { bowl, glazes, plate } from '../ceramics.mjs';
import { lit } from '../colour.mjs';
import { scatter } from '../plants.mjs';
import { cloth } from '../props.mjs';
import { element } from '../svg.mjs';
import {
  cake,
  dipper,
  halfOrange,
  honeyJar,
  orange,
  osmanthusPiece,
  stuffedDate,
} from '../treats.mjs';
import { filling } from '../vessels.mjs';

export const food = {
  'osmanthus-cake': {
    paper: '#ebdfc9',
    draw(studio) {
      plate(studio, { x: 0, y: 0, z: 0 }, { glaze: glazes.celadon, radius: 180, height: 22 });
      [
        [-78, -44],
        [2, -54],
        [84, -42],
        [-62, 34],
        [22, 28],
      ].forEach(([x, y], index) =>
        cake(studio, { x, y, z: 6 }, [-0.3, 0.1, 0.4, 0.2, -0.25][index]),
      );
      scatter(
        studio,
        { x: 150, y: 190, z: 0 },
        { count: 10, spread: [60, 24], seed: 'cake', piece: osmanthusPiece },
      );
    },
    pitch: 0.52,
    scale: 1.54,
    origin: [364, 389],
  },
  'walnut-stuffed-dates': {
    paper: '#e3d5c9',
    draw(studio) {
      pouch(
        studio,
        { x: -64, y: -50, z: 0 },
        {
          width: 168,
          depth: 70,
          height: 216,
          turn: 0.12,
          base: '#c6a57e',
          print: tag(50, 70, 68, 92),
        },
      );
      bowl(
        studio,
        { x: 92, y: 80, z: 0 },
        { glaze: glazes.rice, radius: 92, height: 42, foot: 0.6 },
      );
      [
        [58, 64, 0.3],
        [112, 58, -0.4],
        [86, 92, 0.1],
        [130, 98, 0.7],
      ].forEach(([x, y, turn]) => stuffedDate(studio, { x, y, z: 22 }, turn));
      stuffedDate(studio, { x: -40, y: 172, z: 0 }, 0.3);
    },
    scale: 1.55,
    origin: [359, 511],
  },
  'gannan-navel-oranges': {
    paper: '#e4e1d0',
    draw(studio) {
      orange(studio, { x: -104, y: -20, z: 0 }, { radius: 72 });
      orange(studio, { x: 44, y: -50, z: 0 }, { radius: 76, withLeaf: true });
      halfOrange(studio, { x: 140, y: 90, z: 0 }, 70);
      orange(studio, { x: -16, y: 100, z: 0 }, { radius: 70 });
    },
    scale: 1.49,
    origin: [350, 486],
  },
  'gannan-navel-oranges-2': {
    paper: '#e6ddcf',
    draw(studio) {
      carton(
        studio,
        { x: 0, y: -30, z: 0 },
        {
          width: 300,
          depth: 210,
          height: 150,
          turn: -0.4,
          base: '#c3a27b',
          print: tag(110, 34, 76, 84),
          top: [
            element('path', { d: 'M0 105H300', stroke: '#8d6f4c', strokeWidth: 2 }),
            element('rect', { y: 92, width: 300, height: 26, fill: '#e3d3b6', opacity: 0.75 }),
          ].join(''),
        },
      );
      orange(studio, { x: 130, y: 170, z: 0 }, { radius: 54, withLeaf: true });
      orange(studio, { x: 36, y: 214, z: 0 }, { radius: 52 });
    },
    scale: 1.53,
    origin: [370, 485],
  },
  'linden-honey': {
    paper: '#ead9ba',
    draw(studio) {
      cloth(
        studio,
        { x: 10, y: 20, z: 0 },
        { width: 420, depth: 330, base: '#efe6d3', turn: -0.2, seed: 'honey' },
      );
      honeyJar(studio, { x: -52, y: -20, z: 8 });
      plate(studio, { x: 118, y: 84, z: 8 }, { glaze: glazes.rice, radius: 74, height: 18 });
      filling(studio, { x: 118, y: 84, z: 8 }, [56, 7], lit('#c9811f', 0.66), {
        gloss: 0.45,
        rimShade: 0.04,
      });
      dipper(studio, [96, 88, 26], [236, 20, 70]);
    },
    scale: 1.33,
    origin: [333, 483],
  },
};
