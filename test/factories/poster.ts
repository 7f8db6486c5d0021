import { Pictures } from '../../server/src/pictures/pictures.js';
import { aPhoto } from './picture.js';
import { aProduct, aSku, stocked } from './product.js';
import { aHandle } from './purchase.js';
import type { ProductDraft, SkuDraft } from '@siyu/shared';
import type { TestShop } from './shop.js';

/** A picture that was asked for: its bytes, and what came with them. */
export interface Fetched {
  status: number;
  etag: string;
  type: string;
  retryAfter: string | null;
  bytes: Buffer;
}

/** Fetches a picture, as the mini-program does. */
export async function fetched(url: string, headers: Record<string, string> = {}): Promise<Fetched> {
  const answer = await fetch(url, { headers });
  return {
    status: answer.status,
    etag: answer.headers.get('etag') ?? '',
    type: answer.headers.get('content-type') ?? '',
    retryAfter: answer.headers.get('retry-after'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

/** A product on sale with a picture of its own; its id. */
export async function aPicturedProduct(
  shop: TestShop,
  given: Partial<ProductDraft> = {},
  sku: Partial<SkuDraft> = {},
): Promise<string> {
  const handle = aHandle();
  const name = await shop.app
    .get(Pictures, { strict: false })
    .keepPublic(await aPhoto({ width: 900, height: 600 }));
  const pictures = [{ src: `${shop.url}/pictures/${name}`, alt: '' }];
  await stocked(shop, aProduct({ handle, pictures, skus: [aSku(sku)], ...given }));
  const [found] = await shop.db.query('SELECT id FROM product WHERE handle = ?', [handle]);
  return (found as { id: string }).id;
}
