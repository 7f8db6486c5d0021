import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  invitationRewardSchema,
  invitationsSchema,
  pageQuerySchema,
  pageSchema,
  type InvitationReward,
  type Invitations,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { InvitationPages } from './invitations.service.js';

@ApiTags('referrals')
@Controller('shop/invitations')
export class InvitationsShopController {
  constructor(private readonly pages: InvitationPages) {}

  @Get()
  @ApiOperation({ summary: 'What inviting gives, what it came to, and who invited the shopper' })
  @Answers(invitationsSchema)
  of(@CurrentShopper() { shopperId }: ShopperSession): Promise<Invitations> {
    return this.pages.of(shopperId);
  }

  @Get('rewards')
  @ApiOperation({ summary: 'The shopper’s rewards, the newest first, friends masked' })
  @Answers(pageSchema(invitationRewardSchema))
  rewards(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<InvitationReward>> {
    return this.pages.rewards(shopperId, query);
  }
}
