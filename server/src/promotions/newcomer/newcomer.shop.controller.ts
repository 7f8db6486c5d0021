import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { newcomerZoneSchema, type NewcomerZone } from '@siyu/shared';
import { Public } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { CampaignReach } from '../campaigns/campaign-reach.js';
import { ShopperIfAny } from '../../platform/shopper-if-any.js';
import { NewcomerZones } from './newcomer-zone.service.js';

@ApiTags('newcomers')
@Controller('shop/newcomer')
export class NewcomerShopController {
  constructor(
    private readonly zones: NewcomerZones,
    private readonly reach: CampaignReach,
  ) {}

  /** Whether an address has had its benefit is known once one is chosen: the quote says so. */
  @Get()
  @Public()
  @ApiOperation({
    summary: 'What a first order gets, until when, and how that stands for who asks',
  })
  @Answers(newcomerZoneSchema)
  async show(@ShopperIfAny() shopperId: string | null): Promise<NewcomerZone> {
    const zone = await this.zones.show(shopperId);
    const entitled = zone.offers.filter(({ standing }) => standing === 'entitled');
    this.reach.told(shopperId, entitled);
    return zone;
  }
}
