import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  resolvedLinkSchema,
  shareLinkInputSchema,
  shareLinkSchema,
  type ResolvedLink,
  type ShareLink,
  type ShareLinkRequest,
} from '@siyu/shared';
import { z } from 'zod';
import { CurrentShopper, Public, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { ShareLinks } from './share-links.service.js';

const CODE_IN_PATH_MAX = 200;

@ApiTags('referrals')
@Controller('shop/share-links')
export class ShareLinksShopController {
  constructor(private readonly links: ShareLinks) {}

  /** TOO_LARGE for someone who has shared more than anybody does. */
  @Post()
  @ApiOperation({ summary: 'The shopper’s link to a page, for where it is put. Safe to repeat' })
  @Answers(shareLinkSchema)
  @Refuses('PRODUCT_NOT_FOUND', 'TOO_LARGE')
  of(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: shareLinkInputSchema }) asked: ShareLinkRequest,
  ): Promise<ShareLink> {
    return this.links.of({ kind: 'shopper', id: shopperId }, asked);
  }

  /** A code that is malformed, unknown or withdrawn leads to the front page: no visit breaks. */
  @Get(':code')
  @Public()
  @ApiOperation({ summary: 'The page a code leads to' })
  @Answers(resolvedLinkSchema)
  resolve(
    @Param('code', { schema: z.string().max(CODE_IN_PATH_MAX) }) code: string,
  ): Promise<ResolvedLink> {
    return this.links.resolve(code);
  }
}
