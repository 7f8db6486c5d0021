import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  growthEventSchema,
  memberCardSchema,
  memberProfileInputSchema,
  memberProfileSchema,
  pageQuerySchema,
  pageSchema,
  type GrowthEvent,
  type MemberCard,
  type MemberProfile,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Direct } from '../../platform/direct-routes.js';
import { Refuses } from '../../platform/refuses.js';
import { MemberProfiles } from './member-profiles.service.js';
import { Members } from './members.service.js';

@ApiTags('membership')
@Controller('shop/member')
export class MembersShopController {
  constructor(
    private readonly members: Members,
    private readonly profiles: MemberProfiles,
  ) {}

  @Get()
  @Direct()
  @ApiOperation({ summary: 'The member’s card: tier, growth, what is missing, benefits with use' })
  @Answers(memberCardSchema)
  card(@CurrentShopper() { shopperId }: ShopperSession): Promise<MemberCard> {
    return this.members.card(shopperId);
  }

  @Get('growth')
  @ApiOperation({ summary: 'Growth given and taken back, last recorded first' })
  @Answers(pageSchema(growthEventSchema))
  growth(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<GrowthEvent>> {
    return this.members.history(shopperId, query);
  }

  /** A birthday without its year. The first complete profile gives growth. */
  @Put('profile')
  @ApiOperation({ summary: 'Replace nickname and birthday' })
  @Answers(memberProfileSchema)
  @Refuses('TEXT_REJECTED')
  profile(
    @CurrentShopper() session: ShopperSession,
    @Body({ schema: memberProfileInputSchema }) profile: MemberProfile,
  ): Promise<MemberProfile> {
    return this.profiles.replace(session, profile);
  }
}
