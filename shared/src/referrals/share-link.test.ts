import { describe, expect, it } from '@jest/globals';
import { codeInQuery, isLinkCode, LINK_CODE_LENGTH, sceneOf, sharedPath } from './share-link.js';

const CODE = 'a2b3c4d5';
/** WeChat's: digits, letters and some signs, 32 characters at most. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

describe('given a code', () => {
  it('then it fits WeChat’s scene with room to spare', () => {
    expect(sceneOf(CODE)).toMatch(SCENE);
    expect(LINK_CODE_LENGTH).toBeLessThanOrEqual(10);
  });

  it('then the page carries it beside what it is about', () => {
    expect(sharedPath('product', '01P', CODE)).toBe(`/product/index?id=01P&s=${CODE}`);
    expect(sharedPath('home', null, CODE)).toBe(`/home/index?s=${CODE}`);
    expect(sharedPath('team', '01T')).toBe('/group-buy/team?team=01T');
  });
});

describe('given what a page was opened with', () => {
  it.each([
    ['its query names a code', { id: '01P', s: CODE }, { code: CODE, by: 'query' }],
    ['its scene does, as WeChat encodes it', { scene: `s%3D${CODE}` }, { code: CODE, by: 'scene' }],
    ['its scene does, already decoded', { scene: `s=${CODE}` }, { code: CODE, by: 'scene' }],
    ['there is nothing', {}, null],
    ['the code is malformed', { s: '<script>' }, null],
    ['the scene cannot be decoded', { scene: '%E0%A4%A' }, null],
    ['the scene is somebody else’s', { scene: 'utm=1' }, null],
  ])('when %s, then that is what is read', (_, query, read) =>
    expect(codeInQuery(query)).toEqual(read),
  );

  it('then letters that are read as others are no code', () =>
    expect(['0oil1234', 'A2B3C4D5', 'a2b3c4d', ''].filter(isLinkCode)).toEqual([]));
});
