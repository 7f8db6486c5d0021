import type { Fen } from '../money.js';

/** A picture as an import names it: an address, a picture of this shop, or a file beside it. */
export interface PictureDraft {
  src: string;
  alt: string;
}

/** A SKU as someone wants it to be. */
export interface SkuDraft {
  code: string;
  optionValues: string[];
  priceFen: Fen;
  /** "Compare at": the price claimed to be the usual one. Whether it is shown is a rule. */
  listPriceFen: Fen | null;
  /** Sellable units; null leaves what is there. */
  stock: number | null;
  returnable: boolean;
  grams: number;
  barcode: string;
  pictureSrc: string | null;
}

/** A whole product as someone wants it to be, whether a file or an operator says so. */
export interface ProductDraft {
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  categoryPath: string[];
  tags: string[];
  published: boolean;
  /** Units one order may hold, all SKUs together; null is no limit, left out it stays as it is. */
  perOrderMax?: number | null;
  optionNames: string[];
  skus: SkuDraft[];
  pictures: PictureDraft[];
}
