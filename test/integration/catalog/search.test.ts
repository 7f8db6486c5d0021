import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, ProductCard } from '@siyu/shared';
import { anOperator } from '../../factories/operator.js';
import { aProduct, aSku, importCsv, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

const REAL = join(import.meta.dirname, '../../../../shared/data/catalogue.csv');

async function search(shop: TestShop, q: string, more = ''): Promise<Page<ProductCard>> {
  const answer = await fetch(`${shop.url}/shop/search?q=${encodeURIComponent(q)}${more}`);
  return (await answer.json()) as Page<ProductCard>;
}
const titles = (page: Page<ProductCard>) => page.items.map((card) => card.title);

describe('given a shop with silk, tea and cups', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await aShop();
    const soldOut = { skus: [aSku({ stock: 0 })] };
    await stocked(
      shop,
      aProduct({ handle: 'a', title: '礼盒', descriptionHtml: '<p>内有<b>蚕丝</b>一块</p>' }),
      aProduct({ handle: 'b', title: '桑蚕丝枕套', ...soldOut }),
      aProduct({ handle: 'c', title: '双宫茧桑蚕丝被', categoryPath: ['居家', '床品'] }),
      aProduct({ handle: 'd', title: '明前龙井', tags: ['新茶'], categoryPath: ['茶'] }),
      aProduct({ handle: 'e', title: 'Stoneware Mug 350ml', skus: [aSku({ code: 'MUG-350' })] }),
      aProduct({ handle: 'f', title: '蚕丝手帕', published: false }),
    );
  });
  afterAll(() => shop.close());

  const found = async (q: string) => titles(await search(shop, q));

  it('when a word stands inside a name, then it is found, and names come before texts', async () => {
    expect(await found('蚕丝')).toEqual(['双宫茧桑蚕丝被', '礼盒', '桑蚕丝枕套']);
  });

  it('when typing is under way, then what is there so far is found', async () => {
    for (const q of ['蚕', '蚕丝b', '桑蚕si', '被']) {
      expect((await found(q))[0]).toBe('双宫茧桑蚕丝被');
    }
    expect(await found('龙')).toEqual(['明前龙井']);
    expect(await found('ston')).toEqual(['Stoneware Mug 350ml']);
  });

  it('when spelled otherwise, then it is found all the same', async () => {
    for (const q of ['ＭＵＧ', 'stonewear', 'mug-350', 'MUG 350']) {
      expect((await found(q))[0]).toBe('Stoneware Mug 350ml');
    }
  });

  it('when a category or tag is asked for, then its products are found', async () => {
    expect(await found('新茶')).toEqual(['明前龙井']);
    expect(await found('居家')).toEqual(['双宫茧桑蚕丝被']);
  });

  it('when nothing fits, or only signs are typed, then the page is empty', async () => {
    for (const q of ['飞机', '%%', '。。', '"\'`']) expect(await found(q)).toEqual([]);
  });

  it('when pages are turned, then each hit comes once', async () => {
    const first = await search(shop, '蚕丝', '&limit=2');
    const second = await search(shop, '蚕丝', `&limit=2&cursor=${first.nextCursor}`);
    expect([...titles(first), ...titles(second)]).toEqual(await found('蚕丝'));
    expect(second.nextCursor).toBeNull();
  });

  it('when suggestions are asked for, then tags and categories come before names', async () => {
    const answer = await fetch(`${shop.url}/shop/search/suggest?q=${encodeURIComponent('茶')}`);
    expect(await answer.json()).toEqual({ suggestions: ['茶', '新茶', '明前龙井'] });
  });

  it('when a product is renamed, then it is found by its new name', async () => {
    await stocked(shop, aProduct({ handle: 'd', title: '雨前碧螺春' }));
    expect(await found('碧螺')).toEqual(['雨前碧螺春']);
    expect(await found('龙井')).toEqual([]);
  });

  it('when someone searches, then the database is asked once', async () => {
    await found('桑');
    const { statements } = await statementsOf(shop, () => found('蚕'));
    expect(statements).toBe(1);
  });

  it('when the query is missing or too long, then INVALID_INPUT', async () => {
    const operator = await anOperator(shop);
    for (const query of ['', '?q=', `?q=${'a'.repeat(51)}`, '?q=a&x=1', '?q=a&cursor=!']) {
      expect(await operator.refusal('GET', `/shop/search${query}`)).toBe('INVALID_INPUT');
    }
  });
});

describe('given the real catalogue', () => {
  const real = existsSync(REAL) ? it : it.skip;
  real('when 蚕丝 is searched, then every product with silk in its name comes first', async () => {
    const shop = await aShop();
    try {
      await importCsv(shop, readFileSync(REAL));
      const hits = titles(await search(shop, '蚕丝'));
      const silk = readFileSync(REAL, 'utf8')
        .split('\n')
        .map((line) => line.split(',')[1] ?? '')
        .filter((title) => title.includes('蚕丝'));
      expect(silk.length).toBeGreaterThan(0);
      expect(hits.slice(0, silk.length).sort()).toEqual(silk.sort());
      expect(titles(await search(shop, '四件'))[0]).toContain('四件套');
    } finally {
      await shop.close();
    }
  });
});
