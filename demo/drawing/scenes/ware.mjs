import { bowl, gaiwan, glazes, lid, mug, plate, teapot } from '../ceramics.mjs';
import { discPath, points, straight } from '../lathe.mjs';
import { scatter, twig } from '../plants.mjs';
import { ball, cloth, teaLeaf, woodBoard } from '../props.mjs';
import { element } from '../svg.mjs';
import { filling, glass, liquid } from '../vessels.mjs';
import { project } from '../view.mjs';

function carafe(studio, at) {
  const outside = [
    [74, 0],
    [80, 6],
    [82, 20],
    [82, 150],
    [78, 176],
    [62, 208],
    [54, 228],
    [53, 262],
    [57, 292],
    [60, 300],
  ];
  glass(studio, at, straight(outside, 4), { tint: '#7f938d', strength: 0.62 }, () => {
    liquid(studio, at, straight(points('70,5 77,12 78,150 75,174'), 4), '#d5e0da', 0.42);
    lemon(studio, { ...at, x: at.x - 22, z: at.z + 150 }, -18);
    lemon(studio, { ...at, x: at.x + 26, z: at.z + 96 }, 32);
  });
}

function lemon(studio, at, turn) {
  const [x, y] = project([at.x, at.y, at.z]);
  const spokes = Array.from({ length: 8 }, (_, index) =>
    element('path', { d: 'M0 0L0 -21', transform: `rotate(${index * 45})` }),
  );
  studio.draw(
    element(
      'g',
      { transform: `translate(${x} ${y}) rotate(${turn}) scale(1 .82)`, opacity: 0.9 },
      element('circle', { r: 29, fill: '#e3bf4e' }),
      element('circle', { r: 25.5, fill: '#f6ecc4' }),
      element('circle', { r: 22, fill: '#efd573' }),
      element('g', { stroke: '#f8efcc', strokeWidth: 2.2 }, spokes),
      element('circle', { r: 3, fill: '#f8efcc' }),
    ),
  );
}

function tumbler(studio, at) {
  glass(
    studio,
    at,
    straight(points('42,0 46,4 52,108'), 4),
    { tint: '#7f938d', strength: 0.6 },
    () => liquid(studio, at, straight(points('41,5 44,8 48,66'), 4), '#d5e0da', 0.42),
  );
}

/** Plates in a stack, each casting its shadow on the one below. */
function plates(studio, at, { glaze, radii }) {
  radii.forEach((radius, index) => {
    const spot = { ...at, z: at.z + index * 13 };
    plate(studio, spot, { glaze, radius });
    studio.raise(spot.z + 12, discPath(spot, [radius, 18]));
  });
  studio.lower();
}

export const ware = {
  'celadon-gaiwan': {
    paper: '#dfe3d9',
    draw(studio) {
      gaiwan(studio, { x: -40, y: 0, z: 0 }, { glaze: glazes.celadon });
      bowl(
        studio,
        { x: 142, y: 92, z: 0 },
        { glaze: glazes.celadon, radius: 56, height: 52, bareFoot: false },
      );
      filling(studio, { x: 142, y: 92, z: 0 }, [49, 38], '#cdb866', {
        gloss: 0.4,
        mouth: [52, 52],
      });
    },
    scale: 1.67,
    origin: [334, 484],
  },
  'celadon-gaiwan-2': {
    paper: '#d8ded6',
    draw(studio) {
      gaiwan(studio, { x: -70, y: 20, z: 0 }, { glaze: glazes.plum, open: true });
      lid(studio, { x: 128, y: 70, z: 0 }, glazes.plum);
      scatter(
        studio,
        { x: 70, y: 180, z: 0 },
        { count: 9, spread: [60, 26], seed: 'leaf', piece: teaLeaf('#5c6a43') },
      );
    },
    scale: 1.49,
    origin: [352, 419],
  },
  'stoneware-mug': {
    paper: '#e6ddd0',
    draw(studio) {
      mug(studio, { x: -132, y: -40, z: 0 }, { glaze: glazes.tenmoku, seed: 'a' });
      mug(studio, { x: 128, y: -30, z: 0 }, { glaze: glazes.bluegrey, seed: 'b' });
      mug(studio, { x: -14, y: 122, z: 0 }, { glaze: glazes.rice, seed: 'c', drink: '#5a3a26' });
    },
    scale: 1.44,
    origin: [344, 477],
  },
  'stoneware-mug-2': {
    paper: '#dcdad2',
    draw(studio) {
      woodBoard(studio, { x: 0, y: 30, z: 0 }, { width: 380, depth: 230, turn: -0.08 });
      mug(
        studio,
        { x: -22, y: 20, z: 20 },
        { glaze: glazes.bluegrey, size: 1.35, drink: '#5a3a26', seed: 'd' },
      );
      studio.lower();
    },
    scale: 1.45,
    origin: [375, 520],
  },
  'side-handle-teapot': {
    paper: '#e3d6c8',
    draw(studio) {
      teapot(studio, { x: -18, y: -30, z: 0 }, { glaze: glazes.clay });
      bowl(
        studio,
        { x: -118, y: 130, z: 0 },
        { glaze: glazes.clay, radius: 50, height: 50, inner: glazes.rice },
      );
      filling(studio, { x: -118, y: 130, z: 0 }, [44, 37], '#b9783c', {
        gloss: 0.4,
        mouth: [46, 50],
      });
    },
    scale: 1.64,
    origin: [363, 490],
  },
  'everyday-plate': {
    paper: '#d6d0c3',
    draw(studio) {
      plates(
        studio,
        { x: -66, y: 10, z: 0 },
        { glaze: glazes.rice, radii: [178, 178, 142, 142, 104] },
      );
      plate(studio, { x: 130, y: 160, z: 0 }, { glaze: glazes.bluegrey, radius: 104 });
    },
    pitch: 0.5,
    scale: 1.38,
    origin: [382, 379],
  },
  'everyday-plate-2': {
    paper: '#d9dde0',
    draw(studio) {
      cloth(
        studio,
        { x: 0, y: 20, z: 0 },
        { width: 470, depth: 420, base: '#d8cdb9', turn: 0.24, seed: 'plate' },
      );
      plate(studio, { x: 0, y: 20, z: 10 }, { glaze: glazes.bluegrey, radius: 190, height: 24 });
      const spots = [
        [-52, 10],
        [28, -24],
        [50, 50],
        [-20, 66],
      ];
      spots.forEach(([x, y]) =>
        ball(studio, { x, y: y + 10, z: 15 }, { radius: 33, base: '#c9843f', stem: true }),
      );
    },
    pitch: 0.5,
    scale: 1.22,
    origin: [362, 379],
  },
  'glass-carafe': {
    paper: '#dbe1de',
    draw(studio) {
      carafe(studio, { x: -48, y: 0, z: 0 });
      tumbler(studio, { x: 108, y: 70, z: 0 });
      twig(
        studio,
        { x: -210, y: 190, z: 0 },
        { length: 150, angle: 12, leaves: 6, size: 40, base: '#7b9069', seed: 'mint' },
      );
    },
    scale: 1.4,
    origin: [415, 524],
  },
};
