import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { idSchema } from '@siyu/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/access.js';
import { AnswersFile } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Drawings } from './drawings.js';
import type { ShareCard } from './drawing/drawing.js';
import { Posters } from './posters.service.js';
import { sendDrawing } from './send-drawing.js';

const LIMIT = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** The pictures of share cards, 5:4 and the same for everybody: WeChat itself loads them. */
@ApiTags('posters')
@Controller('shop/share-cards')
@Public()
export class ShareCardsShopController {
  constructor(
    private readonly posters: Posters,
    private readonly drawings: Drawings,
  ) {}

  @Get('products/:id')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: 'Picture of a product’s share card. UNAVAILABLE: too many are drawn' })
  @AnswersFile('image/jpeg')
  @Refuses('PRODUCT_NOT_FOUND', 'UNAVAILABLE')
  async product(
    @Param('id', { schema: idSchema }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, await this.posters.productCard(id));
  }

  @Get('teams/:id')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: 'Picture of the share card of a team that still takes people' })
  @AnswersFile('image/jpeg')
  @Refuses('GROUP_NOT_FOUND', 'GROUP_EXPIRED', 'UNAVAILABLE')
  async team(
    @Param('id', { schema: idSchema }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, await this.posters.teamCard(id));
  }

  private send(request: FastifyRequest, reply: FastifyReply, card: ShareCard): Promise<void> {
    return sendDrawing(this.drawings, { request, reply }, card, {
      ...{ type: 'image/jpeg', cacheControl: 'public, max-age=300' },
    });
  }
}
