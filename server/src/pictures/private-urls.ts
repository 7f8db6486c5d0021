import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { CONFIG, type Config } from '../platform/config.js';
import { Clock } from '../platform/clock.js';
import { PictureUrls } from './picture-url.js';

const GOOD_FOR_MS = 3_600_000;
const PRIVATE_NAME = /^private-[0-9a-f]{32}\.webp$/;

/**
 * Addresses of private pictures: whoever was shown one may load it for an hour, nobody can make
 * one up. The key is derived from the shop's own secret, so every instance agrees on it.
 */
@Injectable()
export class PrivateUrls {
  private readonly key: Buffer | null;

  constructor(
    @Inject(CONFIG) config: Partial<Pick<Config, 'WECHAT_API_V3_KEY'>>,
    private readonly clock: Clock,
    private readonly urls: PictureUrls,
  ) {
    const secret = config.WECHAT_API_V3_KEY;
    // A command-line tool has no secret and signs nothing.
    this.key = secret ? Buffer.from(hkdfSync('sha256', secret, '', 'private pictures', 32)) : null;
  }

  /** An address that is good for an hour from now. */
  sign(name: string): string {
    const expires = this.clock.now().getTime() + GOOD_FOR_MS;
    return `${this.urls.urlOf(name)}?expires=${expires}&signature=${this.signature(name, expires)}`;
  }

  /** Whether an address was signed by us and is still good. */
  isGood(name: string, expires: number, signature: string): boolean {
    const expected = Buffer.from(this.signature(name, expires));
    const given = Buffer.from(signature);
    const same = given.length === expected.length && timingSafeEqual(given, expected);
    return same && this.clock.now().getTime() < expires;
  }

  private signature(name: string, expires: number): string {
    assert(this.key, 'private pictures need the shop’s secret');
    return createHmac('sha256', this.key).update(`${name}\n${expires}`).digest('base64url');
  }
}

/** Whether a picture is only for those who were given its address. */
export function isPrivate(name: string): boolean {
  return PRIVATE_NAME.test(name);
}
