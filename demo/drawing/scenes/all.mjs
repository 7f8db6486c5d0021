import { banners } from './banners.mjs';
import { bath } from './bath.mjs';
import { food } from './food.mjs';
import { fragrance } from './fragrance.mjs';
import { home } from './home.mjs';
import { stationery } from './stationery.mjs';
import { tea } from './tea.mjs';
import { ware } from './ware.mjs';

/** Every picture by its file name without ending. */
export const scenes = {
  ...home,
  ...fragrance,
  ...tea,
  ...ware,
  ...bath,
  ...stationery,
  ...food,
  ...banners,
};
