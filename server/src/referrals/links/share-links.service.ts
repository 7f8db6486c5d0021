import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  isLinkCode,
  LINK_CODE_ALPHABET,
  LINK_CODE_LENGTH,
  sharedPath,
  type LinkOwner,
  type ResolvedLink,
  type ShareLink,
  type ShareLinkRequest,
  type ShareTarget,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { ProductPage } from '../../catalog/product-page.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { Settings } from '../../shop/settings.js';
import {
  countLinks,
  insertLink,
  linkOf,
  liveLinks,
  redirectLinks,
  type ShareLinkRow,
} from './share-link.store.js';

/** Far more than anybody shares; it bounds what one account can fill the table with. */
const LINKS_MAX = 5_000;
const ATTEMPTS_MAX = 3;
const HOME: ResolvedLink = {
  ...{ isKnown: false, page: 'home', targetId: null, path: sharedPath('home', null) },
};

/** Links that say who shared, what and where: one for each such three. */
@Injectable()
export class ShareLinks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductPage,
    private readonly settings: Settings,
  ) {}

  /**
   * The link of this owner for what is shared and where, made when first asked for, with what its
   * card shows. Safe to repeat.
   * @throws Refusal PRODUCT_NOT_FOUND, TOO_LARGE for an owner of too many links
   */
  async of(owner: LinkOwner, asked: ShareLinkRequest): Promise<ShareLink> {
    const card = await this.cardOf(asked);
    const { code } =
      (await linkOf(this.db.manager, owner, asked)) ?? (await this.made(owner, asked));
    return { code, path: sharedPath(asked.page, asked.targetId, code), ...card };
  }

  /** Where a code leads: home, where it is malformed, unknown or withdrawn. */
  async resolve(code: string): Promise<ResolvedLink> {
    const [link] = isLinkCode(code) ? await liveLinks(this.db.manager, [code]) : [];
    if (!link) return HOME;
    const { page, targetId } = link;
    return { isKnown: true, page, targetId, path: sharedPath(page, targetId) };
  }

  /**
   * The first and only link of an owner that is made in this transaction; its code.
   * A code that is drawn twice is drawn again.
   */
  async issue(tx: Tx, owner: LinkOwner, asked: ShareLinkRequest): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const link = { ...asked, code: drawCode(), owner };
      try {
        await insertLink(tx, link, this.clock.now());
        return link.code;
      } catch (error) {
        if (!isDuplicate(error) || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Whatever an owner’s links led to, they lead there now; home and to no binding while closed. */
  redirect(tx: Tx, owner: LinkOwner, to: ShareTarget & { isClosed: boolean }): Promise<void> {
    const { page, targetId, isClosed } = to;
    const withdrawnAt = isClosed ? this.clock.now() : null;
    return redirectLinks(tx, owner, { page, targetId, withdrawnAt });
  }

  /** @throws Refusal PRODUCT_NOT_FOUND where there is nothing to lead to */
  async check(target: ShareTarget): Promise<void> {
    await this.cardOf(target);
  }

  /** A code may be drawn twice, and two phones of one owner may ask at once. */
  private async made(owner: LinkOwner, asked: ShareLinkRequest): Promise<ShareLinkRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.insert(owner, asked);
      } catch (error) {
        if (!isDuplicate(error) || attempt === ATTEMPTS_MAX) throw error;
        const known = await linkOf(this.db.manager, owner, asked);
        if (known) return known;
      }
    }
  }

  private async insert(owner: LinkOwner, asked: ShareLinkRequest): Promise<ShareLinkRow> {
    const link = { ...asked, code: drawCode(), owner };
    await inTransaction(this.db, async (tx) => {
      if ((await countLinks(tx, owner)) >= LINKS_MAX) {
        throw new Refusal('TOO_LARGE', { linksMax: LINKS_MAX });
      }
      await insertLink(tx, link, this.clock.now());
    });
    return link;
  }

  private async cardOf({
    page,
    targetId,
  }: ShareTarget): Promise<Pick<ShareLink, 'title' | 'pictureUrl'>> {
    if (page === 'product' && targetId !== null) {
      const { title, pictures } = await this.products.read(targetId);
      return { title, pictureUrl: pictures[0]?.url ?? null };
    }
    const { shopName } = await this.settings.current();
    return { title: shopName, pictureUrl: null };
  }
}

function drawCode(): string {
  return Array.from(
    { length: LINK_CODE_LENGTH },
    () => LINK_CODE_ALPHABET[randomInt(LINK_CODE_ALPHABET.length)],
  ).join('');
}
