import { describe, expect, it } from '@jest/globals';
import { PictureUrls } from '../../../server/src/pictures/picture-url.js';

const NAME = `${'ab'.repeat(16)}.webp`;
const ELSEWHERE = 'https://pictures.example/cup.jpg';
const urls = new PictureUrls({ PUBLIC_URL: 'https://shop.example' });

describe('given a picture of this shop', () => {
  it('then a client loads it from wherever it reached the shop', () =>
    expect(urls.urlOf(NAME)).toBe(`/pictures/${NAME}`));

  it('then a file that leaves the shop says where the shop is', () =>
    expect(urls.absoluteUrlOf(NAME)).toBe(`https://shop.example/pictures/${NAME}`));

  it.each([`/pictures/${NAME}`, `https://shop.example/pictures/${NAME}`])(
    'when %s comes back, then it is known again',
    (url) => expect(urls.ownName(url)).toBe(NAME),
  );
});

describe('given a picture elsewhere', () => {
  it('then its address stays as it is', () =>
    expect([urls.urlOf(ELSEWHERE), urls.absoluteUrlOf(ELSEWHERE)]).toEqual([ELSEWHERE, ELSEWHERE]));

  it('when another shop has one of the same name, then it is not taken for ours', () =>
    expect(urls.ownName(`https://other.example/pictures/${NAME}`)).toBeNull());
});
