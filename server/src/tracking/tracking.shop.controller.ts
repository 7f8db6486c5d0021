import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  trackedAnswerSchema,
  trackedBatchSchema,
  type TrackedAnswer,
  type TrackedBatch,
} from '@siyu/shared';
import { Public } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { addressOf } from '../platform/callers.js';
import { Direct } from '../platform/direct-routes.js';
import { routeConfig } from '../platform/route-config.js';
import { ShopperIfAny } from '../platform/shopper-if-any.js';
import { Tracking } from './tracking.service.js';

@ApiTags('tracking')
@Controller('shop/events')
export class TrackingShopController {
  constructor(private readonly tracking: Tracking) {}

  /** Counted by the address, whoever is logged in. */
  @Post()
  @Public()
  @Direct()
  @routeConfig({ rateLimit: { keyGenerator: addressOf } })
  @ApiOperation({ summary: 'What happened on a device, up to fifty events; each counts once' })
  @Answers(trackedAnswerSchema)
  record(
    @ShopperIfAny() shopperId: string | null,
    @Body({ schema: trackedBatchSchema }) batch: TrackedBatch,
  ): Promise<TrackedAnswer> {
    return this.tracking.record(shopperId, batch);
  }
}
