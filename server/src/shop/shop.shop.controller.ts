import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AGREEMENT_VERSION,
  documentSchema,
  DOCUMENT_NAMES,
  homeSchema,
  MESSAGE_KINDS,
  shopConfigSchema,
  type Home,
  type ShopConfig,
  type ShopDocument,
} from '@siyu/shared';
import { z } from 'zod';
import { ProductLists } from '../catalog/product-lists.js';
import { Public } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { readDocument } from './documents.js';
import { Settings } from './settings.js';

const NEW_ARRIVALS = 6;

@ApiTags('shop')
@Controller('shop')
@Public()
export class ShopController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly products: ProductLists,
  ) {}

  @Get('config')
  @ApiOperation({ summary: 'What a client needs before anything else' })
  @Answers(shopConfigSchema)
  async shopConfig(): Promise<ShopConfig> {
    const settings = await this.settings.current();
    return {
      shopName: settings.shopName,
      slogan: settings.slogan,
      agreementVersion: AGREEMENT_VERSION,
      customerServiceHours: settings.customerServiceHours,
      customerServicePhone: settings.customerServicePhone,
      customerServiceUrl: settings.customerServiceUrl,
      freight: settings.freight,
      payWithinMinutes: settings.payWithinMinutes,
      subscribeTemplates: templatesOf(this.config),
      sandboxUrl: this.config.SANDBOX_URL ?? null,
      serverTime: this.clock.now().toISOString(),
    };
  }

  @Get('home')
  @ApiOperation({
    summary: 'Which sections are shown, banners and new arrivals; the endless list is /shop/feed',
  })
  @Answers(homeSchema)
  async home(): Promise<Home> {
    const { banners, homeSections } = await this.settings.current();
    const page = await this.products.list({ sort: 'newest', limit: NEW_ARRIVALS });
    return { banners, newArrivals: page.items, sections: homeSections };
  }

  @Get('documents/:name')
  @ApiOperation({ summary: 'Agreement, privacy policy or licences' })
  @Answers(documentSchema)
  async document(
    @Param('name', { schema: z.enum(DOCUMENT_NAMES) }) name: ShopDocument['name'],
  ): Promise<ShopDocument> {
    const { shopName } = await this.settings.current();
    return readDocument(name, shopName);
  }
}

/** Only kinds the mini-program knows are asked for. */
function templatesOf(config: Config): ShopConfig['subscribeTemplates'] {
  const known = MESSAGE_KINDS.map((kind) => [kind, config.WECHAT_SUBSCRIBE_TEMPLATES[kind]]);
  return Object.fromEntries(known.filter(([, template]) => template !== undefined));
}
