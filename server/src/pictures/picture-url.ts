import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';

const OWN_PATH = '/pictures/';

/**
 * A picture's `src` is the name of a picture of this shop, or an address elsewhere. Rows keep the
 * name alone and clients get a path, so the shop may move, and answers at every address it is
 * reached by: a phone that opened `http://192.168.1.5:8080` loads its pictures from there.
 */
@Injectable()
export class PictureUrls {
  private readonly base: string;

  constructor(@Inject(CONFIG) config: Pick<Config, 'PUBLIC_URL'>) {
    this.base = `${config.PUBLIC_URL}${OWN_PATH}`;
  }

  /** Where a client loads the picture: a path of the API it asked, or an address elsewhere. */
  urlOf(src: string): string {
    return isElsewhere(src) ? src : OWN_PATH + src;
  }

  /** As `urlOf`, for where there may be no picture. */
  urlOrNull(src: string | null): string | null {
    return src === null ? null : this.urlOf(src);
  }

  /** The whole address, for what is read away from the shop. */
  absoluteUrlOf(src: string): string {
    return isElsewhere(src) ? src : this.base + src;
  }

  /** The name of the picture of this shop behind an address, or null when it lies elsewhere. */
  ownName(url: string): string | null {
    const start = url.startsWith(this.base) ? this.base.length : null;
    const path = url.startsWith(OWN_PATH) ? OWN_PATH.length : start;
    const name = path === null ? '' : url.slice(path);
    return /^[0-9a-f]{32}\.webp$/.test(name) ? name : null;
  }
}

/** Whether a picture is not ours to serve. */
export function isElsewhere(src: string): boolean {
  return /^https?:\/\//i.test(src);
}
