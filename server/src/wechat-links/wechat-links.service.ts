import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction } from '../platform/transaction.js';
import { WechatApi } from '../platform/wechat-api.js';
import { WechatCalls } from './wechat-calls.js';
import {
  deleteEndedLinks,
  linkGoodUntil,
  putLink,
  type LinkArguments,
} from './wechat-link.store.js';

/** WeChat makes none that lives longer. */
const LIFE_DAYS = 30;
/** Whoever is given a link has at least so long to open it. */
const LEFT_DAYS = 7;
const FORGET_EVERY_MS = 3_600_000;
const FORGET_BATCH = 500;
const TITLE_MAX = 20;

const urlLinkSchema = z.object({ url_link: z.string().min(1) });
const shortLinkSchema = z.object({ link: z.string().min(1) });

/**
 * Links that open the mini-program: from a browser or an SMS (URL link), from a chat (short link).
 * One is given out again as long as it is good for a week, then another is made.
 */
@Injectable()
export class WechatLinks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly api: WechatApi,
    private readonly calls: WechatCalls,
    sweeps: Sweeps,
  ) {
    sweeps.every('wechat-links.forget', FORGET_EVERY_MS, () => this.forget());
  }

  /** @throws Refusal WECHAT_UNAVAILABLE, WECHAT_LINK_REFUSED */
  urlLink(page: string, query: string): Promise<string> {
    return this.known({ kind: 'url-link', page, query, title: '' }, async (expiresAt) => {
      const expire_time = Math.floor(expiresAt.getTime() / 1_000);
      const body = { path: page, query, expire_type: 0, expire_time };
      return urlLinkSchema.parse(await this.api.post('/wxa/generate_urllink', body)).url_link;
    });
  }

  /** Not permanent: WeChat makes a shop 100,000 of those in all. @throws as `urlLink` */
  shortLink(page: string, query: string, title: string): Promise<string> {
    const page_title = [...title].slice(0, TITLE_MAX).join('');
    const link = { kind: 'short-link' as const, page, query, title: page_title };
    return this.known(link, async () => {
      const page_url = query === '' ? page : `${page}?${query}`;
      const body = { page_url, page_title, is_permanent: false };
      return shortLinkSchema.parse(await this.api.post('/wxa/genwxashortlink', body)).link;
    });
  }

  private async known(
    link: LinkArguments,
    make: (expiresAt: Date) => Promise<string>,
  ): Promise<string> {
    const now = this.clock.now();
    const kept = await linkGoodUntil(this.db.manager, link, daysAfter(now, LEFT_DAYS));
    if (kept !== null) return kept;
    const expiresAt = daysAfter(now, LIFE_DAYS);
    const url = await this.calls.try(() => make(expiresAt));
    await inTransaction(this.db, (tx) => putLink(tx, link, { url, expiresAt }));
    return url;
  }

  private async forget(): Promise<boolean> {
    const now = this.clock.now();
    const ended = await inTransaction(this.db, (tx) => deleteEndedLinks(tx, now, FORGET_BATCH));
    return ended === FORGET_BATCH;
  }
}
