import { carton, pouch, tag } from '../boxes.mjs';
import { bowl, glazes, mug } from '../ceramics.mjs';
import { chance } from '../chance.mjs';
import { points, straight } from '../lathe.mjs';
import { leaf, scatter, twig } from '../plants.mjs';
import { label } from '../print.mjs';
import { teaLeaf, woodBoard } from '../props.mjs';
import { element } from '../svg.mjs';
import { filling, glass, liquid, tin } from '../vessels.mjs';
import { project, round } from '../view.mjs';

const paperWhite = { base: '#e9e2d4', gloss: 0.06, focus: 10 };
const green = { base: '#6f8265', gloss: 0.16, focus: 16 };
const darkGreen = { base: '#55674f', gloss: 0.18, focus: 16 };

/** A shallow dish heaped with leaf tea. */
function dishOfTea(studio, at, { base, seed, radius = 78 }) {
  bowl(studio, at, { glaze: glazes.rice, radius, height: radius * 0.34, foot: 0.6 });
  const heap = { x: at.x, y: at.y - 4, z: at.z + radius * 0.24 };
  scatter(studio, heap, {
    count: 60,
    spread: [radius * 0.6, radius * 0.5],
    seed,
    piece: teaLeaf(base),
  });
  scatter(
    studio,
    { ...heap, z: heap.z + 9 },
    {
      count: 32,
      spread: [radius * 0.34, radius * 0.26],
      seed: `${seed} top`,
      piece: teaLeaf(base),
    },
  );
}

/** A tall glass with tea buds standing in it. */
function glassOfTea(studio, at) {
  glass(
    studio,
    at,
    straight(points('52,0 58,5 62,168'), 4),
    { tint: '#8b9a86', strength: 0.6 },
    () => {
      liquid(studio, at, straight(points('51,6 56,10 60,132'), 4), '#d9d79a', 0.62);
      const [x, y] = project([at.x, at.y, at.z]);
      const next = chance('buds');
      const buds = Array.from({ length: 15 }, (_, index) => {
        const standing = index < 9;
        const dx = -42 + (index % 9) * 10.4 + next() * 4;
        const dy = standing ? -20 - next() * 14 : -112 - next() * 10;
        const turn = standing ? -84 - (next() - 0.5) * 34 : 70 + next() * 36;
        return element(
          'g',
          { transform: `translate(${round(x + dx)} ${round(y + dy)}) rotate(${round(turn)})` },
          leaf(30 + next() * 20, 3.4, '#8b9a55', { vein: false }),
        );
      });
      studio.draw(element('g', { opacity: 0.9 }, buds));
    },
  );
}

const sachet = { width: 92, depth: 26, height: 118 };

export const tea = {
  'white-peony-tea': {
    paper: '#e5e0d2',
    draw(studio) {
      const at = { x: -62, y: -30, z: 0 };
      tin(studio, at, {
        radius: 84,
        height: 206,
        seam: 150,
        body: paperWhite,
        lid: { base: '#9c8a72', gloss: 0.12, focus: 14 },
      });
      label(studio, at, 84, { low: 28, high: 124, reach: 0.5, paper: '#f8f3e9' });
      dishOfTea(studio, { x: 118, y: 96, z: 0 }, { base: '#8a8a6a', seed: 'white', radius: 94 });
    },
    scale: 1.55,
    origin: [325, 526],
  },
  'mingqian-longjing': {
    paper: '#dde3d3',
    draw(studio) {
      const at = { x: -84, y: -20, z: 0 };
      tin(studio, at, { radius: 80, height: 176, seam: 128, body: green, lid: darkGreen });
      label(studio, at, 80, { low: 22, high: 106, reach: 0.5 });
      glassOfTea(studio, { x: 84, y: 10, z: 0 });
      scatter(
        studio,
        { x: -6, y: 168, z: 0 },
        { count: 16, spread: [84, 26], seed: 'longjing', piece: teaLeaf('#8c9a5c') },
      );
    },
    scale: 1.66,
    origin: [391, 480],
  },
  'mingqian-longjing-2': {
    paper: '#e4e2d2',
    draw(studio) {
      woodBoard(studio, { x: 0, y: 0, z: 0 }, { width: 360, depth: 250, turn: -0.16 });
      dishOfTea(
        studio,
        { x: -50, y: -10, z: 20 },
        { base: '#8c9a5c', seed: 'long dish', radius: 104 },
      );
      bowl(
        studio,
        { x: 112, y: 46, z: 20 },
        { glaze: glazes.celadon, radius: 46, height: 44, bareFoot: false },
      );
      filling(studio, { x: 112, y: 46, z: 20 }, [40, 32], '#d5cf84', {
        gloss: 0.4,
        mouth: [42, 44],
      });
      studio.lower();
    },
    pitch: 0.5,
    scale: 1.46,
    origin: [376, 408],
  },
  'drip-coffee': {
    paper: '#e2d8cb',
    draw(studio) {
      carton(
        studio,
        { x: -84, y: -70, z: 0 },
        {
          width: 150,
          depth: 104,
          height: 168,
          turn: -0.36,
          base: '#59483c',
          print: tag(46, 40, 58, 76),
        },
      );
      mug(
        studio,
        { x: 96, y: -40, z: 0 },
        { glaze: glazes.rice, size: 0.86, drink: '#4a2e1f', seed: 'coffee' },
      );
      pouch(
        studio,
        { x: -44, y: 96, z: 0 },
        { ...sachet, turn: 0.12, base: '#c9a988', print: tag(28, 38, 36, 48, { stamp: '' }) },
      );
      pouch(
        studio,
        { x: 50, y: 124, z: 0 },
        { ...sachet, turn: -0.1, base: '#8d9788', print: tag(28, 38, 36, 48, { stamp: '' }) },
      );
    },
    scale: 1.53,
    origin: [352, 510],
  },
  'osmanthus-oolong': {
    paper: '#eadcc2',
    draw(studio) {
      const at = { x: -70, y: 0, z: 0 };
      tin(studio, at, {
        radius: 76,
        height: 150,
        seam: 108,
        body: { base: '#c99a4c', gloss: 0.12, focus: 14 },
        lid: { base: '#b5853a', gloss: 0.14, focus: 14 },
      });
      label(studio, at, 76, { low: 18, high: 92, reach: 0.5 });
      bowl(studio, { x: 96, y: 60, z: 0 }, { glaze: glazes.rice, radius: 58, height: 54 });
      filling(studio, { x: 96, y: 60, z: 0 }, [51, 40], '#c98d35', { gloss: 0.4, mouth: [54, 54] });
      twig(
        studio,
        { x: -176, y: 180, z: 0 },
        {
          length: 250,
          angle: -4,
          leaves: 9,
          size: 50,
          base: '#6c8058',
          seed: 'osm',
          blossoms: { base: '#e3a63e', count: 20, size: 5.4 },
        },
      );
    },
    scale: 1.65,
    origin: [395, 470],
  },
};
