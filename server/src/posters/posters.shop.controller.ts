import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { idSchema, posterQuerySchema, type PosterQuery } from '@siyu/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { AnswersFile } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Drawings } from './drawings.js';
import type { Drawing } from './drawing/drawing.js';
import { Posters } from './posters.service.js';
import { sendDrawing } from './send-drawing.js';

const LIMIT = { rateLimit: { max: 20, timeWindow: 60_000 } };
const FROM_WECHAT = ['WECHAT_UNAVAILABLE', 'WECHAT_LINK_REFUSED', 'UNAVAILABLE'] as const;

/** Posters to save and to post. Each names who shares it and carries their share code. */
@ApiTags('posters')
@Controller('shop/posters')
export class PostersShopController {
  constructor(
    private readonly posters: Posters,
    private readonly drawings: Drawings,
  ) {}

  @Get('products/:id')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: 'Poster of a product. UNAVAILABLE when too many are being drawn' })
  @AnswersFile('image/png')
  @Refuses('PRODUCT_NOT_FOUND', ...FROM_WECHAT)
  async product(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: posterQuerySchema }) { code }: PosterQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, await this.posters.ofProduct(id, shopperId, code));
  }

  @Get('teams/:id')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: 'Poster of a team that still takes people' })
  @AnswersFile('image/png')
  @Refuses('GROUP_NOT_FOUND', 'GROUP_EXPIRED', ...FROM_WECHAT)
  async team(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: posterQuerySchema }) { code }: PosterQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, await this.posters.ofTeam(id, shopperId, code));
  }

  @Get('invitation')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: 'Poster that invites to the shop' })
  @AnswersFile('image/png')
  @Refuses(...FROM_WECHAT)
  async invitation(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: posterQuerySchema }) { code }: PosterQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(request, reply, await this.posters.ofInvitation(shopperId, code));
  }

  private send(request: FastifyRequest, reply: FastifyReply, drawing: Drawing): Promise<void> {
    return sendDrawing(this.drawings, { request, reply }, drawing, {
      ...{ type: 'image/png', cacheControl: 'private, max-age=300' },
    });
  }
}
