import { bowl, glazes } from '../ceramics.mjs';
import { bandAround, foldedCloth, pillow } from '../cloth.mjs';
import {
  cocoonGroup,
  fullness,
  pillowPair,
  quiltedSilk,
  sleepMask,
  slipper,
  stack,
  strap,
  tones,
  tray,
} from '../furnishings.mjs';
import { twig } from '../plants.mjs';
import { cocoon, pebble } from '../props.mjs';
import { linen, silk } from '../weave.mjs';

export const home = {
  'mulberry-silk-pillowcase': {
    paper: '#e8dcd5',
    draw(studio) {
      pillowPair(studio);
    },
    scale: 1.1,
    origin: [370, 551],
  },
  'mulberry-silk-pillowcase-2': {
    paper: '#dde0e0',
    draw(studio) {
      const pieces = [tones.indigo, tones.rose, tones.moon].map((base) => ({
        height: 36,
        materialAt: silk(base),
      }));
      const top = stack(
        studio,
        { x: 0, y: 0, z: 0 },
        { width: 300, depth: 230, turn: -0.5, pieces, layers: 4 },
      );
      cocoon(studio, { x: -20, y: -10, z: top }, {});
      cocoonGroup(studio, { x: 166, y: 196, z: 0 });
    },
    scale: 1.38,
    origin: [345, 425],
  },
  'mulberry-silk-quilt': {
    paper: '#e9e1d2',
    draw(studio) {
      const look = { width: 380, depth: 280, turn: -0.48, height: 120, layers: 4 };
      foldedCloth(
        studio,
        { x: 0, y: -10, z: 0 },
        {
          ...look,
          materialAt: quiltedSilk,
          seed: 'quilt',
          relief: (u, v) => fullness(u, v) * 11 - 6,
          fine: [150, 90],
        },
      );
      bandAround(
        studio,
        { x: 0, y: -10, z: 0 },
        { ...look, share: 0.52, broad: 60, base: '#a5583f' },
      );
      cocoonGroup(studio, { x: 140, y: 226, z: 0 });
    },
    scale: 1.24,
    origin: [374, 448],
  },
  'mulberry-silk-quilt-2': {
    paper: '#e0ddd6',
    draw(studio) {
      bowl(studio, { x: 0, y: 0, z: 0 }, { glaze: glazes.tenmoku, radius: 150, height: 92 });
      const spots = [
        [-80, -30],
        [-20, -52],
        [48, -44],
        [94, -8],
        [-104, 6],
        [-44, 0],
        [20, -6],
        [68, 26],
        [-66, 40],
        [-8, 42],
        [36, 56],
      ];
      spots.forEach(([x, y], index) =>
        cocoon(
          studio,
          { x, y, z: 62 + (index % 3) * 9 },
          { size: 1.05, base: index % 4 ? '#f1ebdd' : '#eadfb8', turn: index * 1.3 },
        ),
      );
      cocoon(studio, { x: 190, y: 120, z: 0 }, { size: 1.25 });
    },
    scale: 1.51,
    origin: [314, 460],
  },
  'washed-linen-bedding': {
    paper: '#dfe0d5',
    draw(studio) {
      const pieces = [
        [tones.moss, 58],
        [tones.oat, 46],
        [tones.terra, 34],
      ].map(([base, height], index) => ({
        height,
        materialAt: linen(base, { seed: `linen ${index}` }),
      }));
      stack(
        studio,
        { x: 0, y: -10, z: 0 },
        { width: 350, depth: 260, turn: -0.5, pieces, layers: 5 },
      );
      twig(
        studio,
        { x: -96, y: 40, z: 136 },
        { length: 180, angle: -8, leaves: 9, size: 50, base: '#7c8a6b', seed: 'linen twig' },
      );
    },
    scale: 1.33,
    origin: [375, 479],
  },
  'washed-linen-bedding-2': {
    paper: '#e5d9cd',
    draw(studio) {
      pillow(
        studio,
        { x: 0, y: -110, z: 20 },
        {
          width: 400,
          depth: 270,
          puff: 64,
          tilt: 0.9,
          turn: 0.06,
          materialAt: linen(tones.terra, { seed: 'p', strength: 0.8 }),
          seed: 'linen pillow',
        },
      );
      foldedCloth(
        studio,
        { x: -10, y: 110, z: 0 },
        {
          width: 380,
          depth: 170,
          height: 62,
          layers: 5,
          turn: -0.16,
          materialAt: linen(tones.oat, { seed: 'throw' }),
        },
      );
    },
    scale: 1.26,
    origin: [379, 522],
  },
  'silk-eye-mask': {
    paper: '#dcdfe3',
    draw(studio) {
      const pieces = [{ height: 44, materialAt: silk(tones.moon) }];
      stack(
        studio,
        { x: 6, y: -10, z: 0 },
        { width: 400, depth: 250, turn: -0.2, pieces, layers: 3 },
      );
      strap(studio, { x: -4, y: 40, z: 50 }, '#41505c');
      sleepMask(studio, { x: -4, y: 36, z: 46 }, { base: '#4f606d', turn: 0.03, tilt: 0.5 });
    },
    scale: 1.48,
    origin: [366, 463],
  },
  'linen-slippers': {
    paper: '#e6ddcf',
    draw(studio) {
      slipper(studio, { x: -64, y: -10, z: 0 }, { base: tones.moss, sole: '#8d7560', turn: 0.5 });
      slipper(studio, { x: 74, y: 20, z: 0 }, { base: tones.moss, sole: '#8d7560', turn: 0.36 });
    },
    pitch: 0.54,
    scale: 2.08,
    origin: [380, 395],
  },
  'walnut-tray': {
    paper: '#e2ddd4',
    draw(studio) {
      tray(studio, { x: 0, y: 0, z: 0 }, { width: 400, depth: 260, turn: -0.14, base: '#93694a' });
      pebble(studio, { x: -96, y: 6, z: 12 }, { radius: 36, base: '#a9a196' });
      bowl(studio, { x: 62, y: -10, z: 12 }, { glaze: glazes.rice, radius: 56, height: 44 });
      studio.lower();
    },
    pitch: 0.54,
    scale: 1.36,
    origin: [376, 404],
  },
};
