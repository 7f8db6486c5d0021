import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeFileNames } from './code-file-name.js';

const nameOf = (name: string) => codeFileNames([name])[0];

describe('given what a channel is called', () => {
  it.each([
    ['Chinese', '南京东路门店', '南京东路门店.png'],
    ['an emoji of several', '小红书👩‍🎨达人', '小红书👩‍🎨达人.png'],
    ['slashes', '华东/上海\\门店', '华东-上海-门店.png'],
    ['a way up', '../../etc/passwd', '-..-etc-passwd.png'],
    ['nothing but dots', '..', '渠道.png'],
    ['nothing that is seen', '\u200b\u202e', '渠道.png'],
    ['text turned round', 'a\u202egnp.exe', 'agnp.exe.png'],
    ['a line break', '门店\n一楼', '门店 一楼.png'],
    ['a device of Windows', 'con', '_con.png'],
    ['a colon and a question', '门店:几楼?', '门店-几楼-.png'],
    ['half a character', 'a\ud83d', 'a.png'],
  ])('when it has %s, then the file can be saved anywhere', (_what, name, expected) =>
    expect(nameOf(name)).toBe(expected),
  );

  it('when it has two hundred characters, then whole ones of it are kept', () => {
    expect(nameOf('渠'.repeat(200))).toBe(`${'渠'.repeat(66)}.png`);
    expect(nameOf(`${'渠'.repeat(66)}😀`)).toBe(`${'渠'.repeat(66)}.png`);
  });

  it('when several are the same, also but for capitals, then each has a file of its own', () => {
    expect(codeFileNames(['门店', '门店', '门店 (2)', 'KOL', 'kol', '门店'])).toEqual([
      ...['门店.png', '门店 (2).png', '门店 (2) (2).png', 'KOL.png', 'kol (2).png'],
      '门店 (3).png',
    ]);
  });

  it('when they are any, then all differ and none leaves its folder', () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'A', '', '.', '/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (names) => {
        const files = codeFileNames(names);
        expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
        for (const file of files) {
          expect(file).toMatch(/^[^./\\][^/\\:*?"<>|\n]*\.png$/u);
          expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
        }
      }),
    );
  });
});
