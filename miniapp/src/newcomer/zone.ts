import { fen, type Fen, type NewcomerZone } from '@siyu/shared';

export type NewcomerOffer = NewcomerZone['offers'][number];
export type NewcomerGoods = NewcomerOffer['goods'][number];

/** Whether who asked may still have it, or would as a newcomer without a session. */
export function isOpen({ standing }: Pick<NewcomerOffer, 'standing'>): boolean {
  return standing === null || standing === 'entitled';
}

/** What the newcomer price saves on what everybody pays. */
export function newcomerSavesFen(goods: Pick<NewcomerGoods, 'priceFen' | 'ordinaryPriceFen'>): Fen {
  return fen(Math.max(0, goods.ordinaryPriceFen - goods.priceFen));
}

/** The goods of open offers, one of a product: those a home page can show. */
export function openGoods({ offers }: Pick<NewcomerZone, 'offers'>): NewcomerGoods[] {
  const goods = offers.filter(isOpen).flatMap((offer) => offer.goods);
  const inStock = goods.filter(({ soldOut }) => !soldOut);
  return inStock.filter(
    (one, at) => inStock.findIndex(({ productId }) => productId === one.productId) === at,
  );
}

/** The offer to this shopper, known to be entitled, that prices one of these SKUs lowest. */
export function entitledPrice(
  { offers }: Pick<NewcomerZone, 'offers'>,
  skuIds: readonly string[],
): { offer: NewcomerOffer; goods: NewcomerGoods } | null {
  const found = offers
    .filter(({ standing }) => standing === 'entitled')
    .flatMap((offer) => offer.goods.map((goods) => ({ offer, goods })))
    .filter(({ goods }) => skuIds.includes(goods.skuId) && !goods.soldOut);
  return found.sort((a, b) => a.goods.priceFen - b.goods.priceFen)[0] ?? null;
}
