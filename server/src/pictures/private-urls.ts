import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { Clock } from '../platform/clock.js';
import { ExpiringSignature } from '../platform/expiring-signature.js';
import { PictureUrls } from './picture-url.js';

const GOOD_FOR_MS = 3_600_000;
const PRIVATE_NAME = /^private-[0-9a-f]{32}\.webp$/;

/** Addresses of private pictures: whoever was shown one may load it for an hour. */
@Injectable()
export class PrivateUrls {
  private readonly signatures: ExpiringSignature;

  constructor(
    @Inject(CONFIG) config: Partial<Pick<Config, 'WECHAT_API_V3_KEY'>>,
    private readonly clock: Clock,
    private readonly urls: PictureUrls,
  ) {
    this.signatures = new ExpiringSignature(config.WECHAT_API_V3_KEY, 'private pictures');
  }

  /** An address that is good for an hour from now. */
  sign(name: string): string {
    const expires = this.clock.now().getTime() + GOOD_FOR_MS;
    return `${this.urls.urlOf(name)}?${this.signatures.sign(name, expires)}`;
  }

  /** Whether an address was signed by us and is still good. */
  isGood(name: string, expires: number, signature: string): boolean {
    return this.signatures.isGood(name, expires, signature, this.clock.now());
  }
}

/** Whether a picture is only for those who were given its address. */
export function isPrivate(name: string): boolean {
  return PRIVATE_NAME.test(name);
}
