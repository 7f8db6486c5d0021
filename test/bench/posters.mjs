import { load } from './load.mjs';
import { aShopper } from './purchase.mjs';

/** Each is asked for twenty posters a minute at most. */
const SHOPPERS = 40;
const PER_SHOPPER = 18;

/**
 * What asks for one poster after another, each of them new: products by codes that WeChat has made
 * before, because they are made once and posters are drawn for each product.
 */
export async function postersToDraw(shop, products) {
  const shoppers = [];
  for (let number = 0; number < SHOPPERS; number++) {
    shoppers.push(await aShopper(shop, `poster-${number}`));
  }
  const [first, ...others] = products;
  const codes = shoppers.map((_, number) => `c${number}`);
  for (const [at, code] of codes.entries()) await poster(shop, shoppers[at], first, code);
  let next = 0;
  return () => {
    const at = next++;
    const by = Math.floor(at / (PER_SHOPPER - 2));
    if (by >= SHOPPERS) throw new Error('more posters than shoppers may ask for in a minute');
    return poster(shop, shoppers[by], others[at % others.length], codes[by]);
  };
}

/** The ceiling: the same drawing in one loop, its pictures in memory. */
export async function bareDrawing(shop, [product], seconds) {
  const answer = await fetch(new URL(product.pictureUrl, shop.url));
  const picture = new Uint8Array(await answer.arrayBuffer());
  const drawing = {
    ...{ layout: 'goods', shopName: '私域小店', slogan: '', nickname: null, note: '' },
    ...{ title: product.title, priceFen: product.priceFromFen, priceVaries: false },
    ...{ struckFen: null, priceLabel: '', pictures: [] },
  };
  // Built by then: nothing of the server is there when the bench begins.
  const { draw } = await import('../../server/dist/src/posters/drawing/draw.js');
  const work = () => draw({ drawing, pictures: [picture, picture] });
  await work();
  return load(1, seconds, work);
}

async function poster(shop, { headers }, { id }, code) {
  const answer = await fetch(`${shop.url}/shop/posters/products/${id}?code=${code}`, { headers });
  if (answer.status !== 200) throw new Error(`a poster: ${answer.status}`);
  await answer.arrayBuffer();
}
