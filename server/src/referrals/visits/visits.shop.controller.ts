import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { visitSchema, type Visit } from '@siyu/shared';
import { Public } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { addressOf } from '../../platform/callers.js';
import { Direct } from '../../platform/direct-routes.js';
import { routeConfig } from '../../platform/route-config.js';
import { ShopperIfAny } from '../../platform/shopper-if-any.js';
import { Visits } from './visits.service.js';

@ApiTags('referrals')
@Controller('shop/visits')
export class VisitsShopController {
  constructor(private readonly visits: Visits) {}

  /** Counted by the address whoever is logged in, and by the device. */
  @Post()
  @Public()
  @Direct()
  @routeConfig({ rateLimit: { keyGenerator: addressOf } })
  @ApiOperation({ summary: 'A link was opened; the same visit id counts once' })
  @Answers(null)
  record(
    @ShopperIfAny() shopperId: string | null,
    @Body({ schema: visitSchema }) visit: Visit,
  ): Promise<void> {
    return this.visits.record(shopperId, visit);
  }
}
