import { Injectable } from '@nestjs/common';
import type { ImportReason, ProductDraft } from '@siyu/shared';
import { Pictures } from '../../pictures/pictures.js';
import { isElsewhere, PictureUrls } from '../../pictures/picture-url.js';
import { Refusal } from '../../platform/refusal.js';
import type { PictureSource } from './picture-source.js';

/** Where each picture of a product is to be found, or why it cannot be had. */
export type ResolvedPictures =
  | { srcs: Map<string, string>; refusal: null }
  | { srcs: null; refusal: { src: string; reason: ImportReason } };

/**
 * Turns what a file calls a picture into what a row keeps. An address elsewhere stays one and is
 * not fetched: an import must not depend on a stranger's server, and clients cope without.
 */
@Injectable()
export class PictureResolver {
  constructor(
    private readonly pictures: Pictures,
    private readonly urls: PictureUrls,
  ) {}

  /** In a dry run nothing is kept; a new picture is then named after its path. */
  async resolve(
    product: ProductDraft,
    files: PictureSource,
    dryRun: boolean,
  ): Promise<ResolvedPictures> {
    const wanted = [
      ...product.pictures.map((picture) => picture.src),
      ...product.skus.flatMap((sku) => sku.pictureSrc ?? []),
    ];
    const srcs = new Map<string, string>();
    for (const src of new Set(wanted)) {
      const found = await this.resolveOne(src, files, dryRun);
      if (found.refusal) return { srcs: null, refusal: { src, reason: found.refusal } };
      srcs.set(src, found.src);
    }
    return { srcs, refusal: null };
  }

  private async resolveOne(
    src: string,
    files: PictureSource,
    dryRun: boolean,
  ): Promise<{ src: string; refusal: null } | { refusal: ImportReason }> {
    const own = this.urls.ownName(src);
    if (own !== null && (await this.pictures.has(own))) return { src: own, refusal: null };
    if (isElsewhere(src)) return { src, refusal: null };
    const bytes = await files.read(src);
    if (!bytes) return { refusal: 'PICTURE_MISSING' };
    try {
      const name = dryRun
        ? ((await this.pictures.foresee(bytes)) ?? src)
        : await this.pictures.keepPublic(bytes);
      return { src: name, refusal: null };
    } catch (error) {
      if (error instanceof Refusal) return { refusal: 'PICTURE_INVALID' };
      throw error;
    }
  }
}
