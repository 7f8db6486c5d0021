import { cocoonGroup, pillowPair } from '../furnishings.mjs';
import { discPath } from '../lathe.mjs';
import { twig } from '../plants.mjs';
import { pebble, plinth } from '../props.mjs';
import { candle, diffuser } from '../scents.mjs';

/** Wide pictures for the home page: the left is empty, for a headline. */
export const banners = {
  'banner-1': {
    banner: true,
    paper: '#ead8c1',
    draw(studio) {
      const at = { x: -70, y: -30, z: 0 };
      plinth(studio, at, 168, 44, '#dccfbb');
      studio.raise(44, discPath(at, [168, 44]));
      candle(
        studio,
        { x: -92, y: -30, z: 44 },
        { glaze: { base: '#e9dfcd', gloss: 0.18, focus: 18 }, paper: '#faf6ec' },
      );
      studio.lower();
      diffuser(studio, { x: 170, y: 10, z: 0 });
      pebble(studio, { x: 40, y: 150, z: 0 }, { radius: 30, base: '#b3a897' });
      twig(
        studio,
        { x: -330, y: 190, z: 0 },
        {
          length: 290,
          angle: -7,
          leaves: 10,
          size: 54,
          base: '#6c8058',
          seed: 'banner',
          blossoms: { base: '#e3a63e', count: 26, size: 6 },
        },
      );
    },
    scale: 1.5,
    origin: [1010, 590],
  },
  'banner-2': {
    banner: true,
    paper: '#dfd9d3',
    draw(studio) {
      pillowPair(studio);
      cocoonGroup(studio, { x: 236, y: 170, z: 0 });
    },
    scale: 1.34,
    origin: [1040, 560],
  },
};
