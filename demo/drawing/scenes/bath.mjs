import { crystal, pumpBottle, rolledTowel, saltJar, soap } from '../bathroom.mjs';
import { carton, tag, tube } from '../boxes.mjs';
import { bandAround, foldedCloth } from '../cloth.mjs';
import { scatter, twig } from '../plants.mjs';
import { brandMark, printLine } from '../print.mjs';
import { pebble, woodBoard } from '../props.mjs';
import { linen, waffle } from '../weave.mjs';

export const bath = {
  'camellia-soap': {
    paper: '#e6d9d2',
    draw(studio) {
      soap(studio, { x: -78, y: -60, z: 0 }, { base: '#e3d5b8', turn: -0.26, wrap: '#f4eee2' });
      soap(studio, { x: -70, y: -56, z: 51 }, { base: '#c79d8e', turn: -0.16, wrap: '#f4eee2' });
      soap(studio, { x: 84, y: 50, z: 0 }, { base: '#8f9d8a', turn: 0.32 });
      twig(
        studio,
        { x: -190, y: 150, z: 0 },
        {
          length: 180,
          angle: -2,
          leaves: 7,
          size: 54,
          slim: 0.3,
          base: '#61775a',
          seed: 'camellia',
        },
      );
    },
    scale: 1.61,
    origin: [394, 436],
  },
  'camellia-soap-2': {
    paper: '#d9dcd8',
    draw(studio) {
      woodBoard(
        studio,
        { x: 0, y: 0, z: 0 },
        { width: 260, depth: 180, turn: -0.2, height: 18, base: '#a9825e' },
      );
      soap(studio, { x: 0, y: 0, z: 18 }, { base: '#56514c', turn: -0.2 });
      studio.lower();
      pebble(studio, { x: 168, y: 96, z: 0 }, { radius: 30 });
    },
    scale: 1.89,
    origin: [337, 429],
  },
  'sea-salt-bath-soak': {
    paper: '#e3dcd9',
    draw(studio) {
      saltJar(studio, { x: -50, y: 0, z: 0 });
      scatter(
        studio,
        { x: 110, y: 90, z: 0 },
        { count: 120, spread: [56, 40], seed: 'heap', piece: crystal },
      );
      scatter(
        studio,
        { x: 106, y: 84, z: 8 },
        { count: 90, spread: [32, 22], seed: 'heap2', piece: crystal },
      );
    },
    scale: 1.77,
    origin: [346, 510],
  },
  'camellia-hand-cream': {
    paper: '#dfe1d7',
    draw(studio) {
      carton(
        studio,
        { x: -96, y: -40, z: 0 },
        {
          width: 92,
          depth: 60,
          height: 214,
          turn: 0.3,
          base: '#e7ddcc',
          print: tag(22, 58, 48, 66),
        },
      );
      const ink = '#4a3d31';
      const print = [
        brandMark(36, 92, 34, ink),
        printLine(36, 116, 32, ink),
        printLine(36, 123, 20, ink),
      ].join('');
      tube(
        studio,
        { x: 40, y: 20, z: 0 },
        { radius: 36, height: 172, turn: 0.08, base: '#a7b09a', cap: '#6d5f50', print },
      );
      twig(
        studio,
        { x: -20, y: 170, z: 0 },
        { length: 150, angle: -8, leaves: 6, size: 50, slim: 0.3, base: '#61775a', seed: 'cream' },
      );
    },
    scale: 1.61,
    origin: [354, 506],
  },
  'camellia-body-wash': {
    paper: '#e4dacb',
    draw(studio) {
      pumpBottle(studio, { x: -36, y: 0, z: 0 });
      foldedCloth(
        studio,
        { x: 140, y: 60, z: 0 },
        {
          width: 150,
          depth: 120,
          height: 52,
          layers: 4,
          turn: -0.4,
          materialAt: linen('#e6dcc9', { seed: 'wash' }),
        },
      );
    },
    scale: 1.46,
    origin: [296, 552],
  },
  'waffle-towel': {
    paper: '#dcdfdd',
    draw(studio) {
      const look = { width: 330, depth: 240, turn: -0.5, layers: 5, fine: [190, 84] };
      foldedCloth(
        studio,
        { x: 0, y: -10, z: 0 },
        { ...look, height: 62, materialAt: waffle('#8d9aa0', [62, 22]), seed: 'towel a' },
      );
      foldedCloth(
        studio,
        { x: 0, y: -10, z: 59 },
        { ...look, height: 54, materialAt: waffle('#ece4d6', [62, 22]), seed: 'towel b' },
      );
      bandAround(
        studio,
        { x: 0, y: -10, z: 59 },
        { ...look, height: 54, broad: 44, base: '#f7f2e8' },
      );
    },
    scale: 1.49,
    origin: [377, 455],
  },
  'waffle-towel-2': {
    paper: '#e7ddd2',
    draw(studio) {
      rolledTowel(
        studio,
        { x: -84, y: -20, z: 0 },
        { radius: 56, length: 230, turn: -0.5, base: '#c9a696' },
      );
      rolledTowel(
        studio,
        { x: 70, y: 20, z: 0 },
        { radius: 56, length: 230, turn: -0.5, base: '#ece4d6' },
      );
    },
    scale: 1.61,
    origin: [392, 476],
  },
};
