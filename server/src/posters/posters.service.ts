import { Injectable } from '@nestjs/common';
import { beijingMinute, fen, type Fen, type Product, type TeamAnswer } from '@siyu/shared';
import { ProductLists } from '../catalog/product-lists.js';
import { ProductPage } from '../catalog/product-page.js';
import { Members } from '../membership/members/members.service.js';
import { PictureUrls } from '../pictures/picture-url.js';
import { Refusal } from '../platform/refusal.js';
import { TeamPages } from '../promotions/group-buy/team-pages.service.js';
import { Settings } from '../shop/settings.js';
import { WechatCodes } from '../wechat-links/wechat-codes.service.js';
import type { Drawing, GoodsFacts, GoodsPoster, ShareCard } from './drawing/drawing.js';

/** Pages of the mini-program that a code opens. */
const PAGES = { product: 'product/index', team: 'group-buy/team', home: 'home/index' } as const;
const GOODS_ON_INVITATION = 3;

interface Goods {
  page: string;
  picture: string | null;
  note: string;
  facts: GoodsFacts;
}

/** What posters and share cards say. Prices are those that anybody may pay. */
@Injectable()
export class Posters {
  constructor(
    private readonly products: ProductPage,
    private readonly lists: ProductLists,
    private readonly teams: TeamPages,
    private readonly members: Members,
    private readonly settings: Settings,
    private readonly codes: WechatCodes,
    private readonly urls: PictureUrls,
  ) {}

  /** @throws Refusal PRODUCT_NOT_FOUND, WECHAT_UNAVAILABLE, WECHAT_LINK_REFUSED */
  async ofProduct(productId: string, shopperId: string, code: string): Promise<Drawing> {
    const product = await this.products.read(productId);
    return this.goodsPoster(this.goodsOf(product), shopperId, code);
  }

  /** @throws Refusal GROUP_NOT_FOUND, GROUP_EXPIRED when it takes nobody any more, and as above */
  async ofTeam(teamId: string, shopperId: string, code: string): Promise<Drawing> {
    return this.goodsPoster(await this.teamGoods(teamId), shopperId, code);
  }

  /** The shop itself, with its first products. @throws Refusal as above */
  async ofInvitation(shopperId: string, code: string): Promise<Drawing> {
    const query = { sort: 'recommended' as const, limit: GOODS_ON_INVITATION };
    const { items } = await this.lists.list(query);
    const goods = items.flatMap(({ pictureUrl }) => this.nameOf(pictureUrl) ?? []);
    const from = await this.from(shopperId);
    const picture = await this.codes.nameOf(PAGES.home, code);
    return { layout: 'invitation', ...from, pictures: [...goods, picture] };
  }

  /** @throws Refusal PRODUCT_NOT_FOUND */
  async productCard(productId: string): Promise<ShareCard> {
    return cardOf(this.goodsOf(await this.products.read(productId)));
  }

  /** @throws Refusal GROUP_NOT_FOUND, GROUP_EXPIRED */
  async teamCard(teamId: string): Promise<ShareCard> {
    return cardOf(await this.teamGoods(teamId));
  }

  private async goodsPoster(goods: Goods, shopperId: string, code: string): Promise<GoodsPoster> {
    const { page, picture, note, facts } = goods;
    const from = await this.from(shopperId);
    const pictures: GoodsPoster['pictures'] = [picture, await this.codes.nameOf(page, code)];
    return { layout: 'goods', ...from, ...facts, note, pictures };
  }

  private async from(shopperId: string) {
    const { shopName, slogan } = await this.settings.current();
    const { nickname } = await this.members.find(shopperId);
    return { shopName, slogan, nickname };
  }

  private goodsOf({ title, skus, pictures }: Product): Goods {
    const { priceFen, priceVaries } = leastOf(skus.map((sku) => sku.priceFen));
    const cheapest = skus.find((sku) => sku.priceFen === priceFen);
    const struckFen = cheapest?.struckFen ?? null;
    const facts = { title, priceFen, priceVaries, struckFen, priceLabel: '' };
    return { page: PAGES.product, picture: this.nameOf(pictures[0]?.url), note: '', facts };
  }

  private async teamGoods(teamId: string): Promise<Goods> {
    const team: TeamAnswer = await this.teams.show(teamId, null);
    const { product, prices, size, expiresAt } = team;
    if (prices.length === 0) throw new Refusal('GROUP_EXPIRED', { teamId });
    const price = leastOf(prices.map(({ priceFen }) => priceFen));
    const facts = { title: product.title, ...price, struckFen: null, priceLabel: `${size} 人团` };
    const note = `${beijingMinute(new Date(expiresAt)).replace(/^\d+年/, '')} 前成团`;
    return { page: PAGES.team, picture: this.nameOf(product.pictureUrl), note, facts };
  }

  /** A picture that lies elsewhere is not fetched: its name stands in its place. */
  private nameOf(url: string | null | undefined): string | null {
    return url ? this.urls.ownName(url) : null;
  }
}

function cardOf({ picture, facts }: Goods): ShareCard {
  // A struck price beside the other would be too small to read.
  return { layout: 'card', ...facts, struckFen: null, pictures: [picture] };
}

function leastOf(prices: readonly Fen[]): { priceFen: Fen; priceVaries: boolean } {
  const priceFen = fen(Math.min(...prices));
  return { priceFen, priceVaries: prices.some((one) => one !== priceFen) };
}
