/** Parts of the front page, in the order they have until an operator says otherwise. */
export const HOME_SECTIONS = [
  'newcomer',
  'banners',
  'categories',
  'flash-sale',
  'group-buys',
  'new-arrivals',
  'for-you',
] as const;
export type HomeSection = (typeof HOME_SECTIONS)[number];
