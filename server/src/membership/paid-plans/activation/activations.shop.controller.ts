import { Body, Controller, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { activateSchema, paidTermSchema, type PaidTermView } from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../../platform/access.js';
import { Answers } from '../../../platform/answers.js';
import { IdempotencyKey } from '../../../platform/idempotency.js';
import { CODE_LIMIT } from '../../../platform/printed-codes.js';
import { Refuses } from '../../../platform/refuses.js';
import { Activations } from './activations.service.js';

@ApiTags('paid membership')
@Controller('shop/activation-codes')
export class ActivationsShopController {
  constructor(private readonly activations: Activations) {}

  @Post()
  @RouteConfig(CODE_LIMIT)
  @ApiOperation({ summary: 'Begin a term by a printed code. Needs an Idempotency-Key' })
  @Answers(paidTermSchema, 201)
  @Refuses(
    ...(['ACTIVATION_CODE_UNKNOWN', 'ACTIVATION_CODE_USED'] as const),
    ...(['ACTIVATION_CODE_REVOKED', 'ACTIVATION_CODE_EXPIRED'] as const),
  )
  use(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: activateSchema }) body: { code: string },
  ): Promise<PaidTermView> {
    return this.activations.use(shopperId, key, body);
  }
}
