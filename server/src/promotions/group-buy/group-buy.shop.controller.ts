import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  groupBuyQuerySchema,
  idSchema,
  myTeamSchema,
  myTeamsQuerySchema,
  nearestTeamsSchema,
  pageSchema,
  productGroupBuySchema,
  teamSchema,
  type MyTeam,
  type NearestTeams,
  type Page,
  type PageQuery,
  type ProductGroupBuy,
  type TeamAnswer,
} from '@siyu/shared';
import { CurrentShopper, Public, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Ready } from '../../platform/ready-bytes.js';
import { Refuses } from '../../platform/refuses.js';
import { CampaignReach } from '../campaigns/campaign-reach.js';
import { ShopperIfAny } from '../../platform/shopper-if-any.js';
import { NearestTeamsPage } from './nearest-teams.service.js';
import { TeamPages } from './team-pages.service.js';

@ApiTags('group-buy')
@Controller('shop')
export class GroupBuyShopController {
  constructor(
    private readonly pages: TeamPages,
    private readonly nearest: NearestTeamsPage,
    private readonly reach: CampaignReach,
  ) {}

  @Get('group-buys')
  @Public()
  @ApiOperation({ summary: 'Live group buys of a product, and teams that may be joined' })
  @Answers(productGroupBuySchema)
  async ofProduct(
    @ShopperIfAny() shopperId: string | null,
    @Query({ schema: groupBuyQuerySchema }) { productId }: { productId: string },
  ): Promise<ProductGroupBuy> {
    const answer = await this.pages.ofProduct(productId, shopperId);
    this.reach.told(shopperId, answer.offers);
    return answer;
  }

  @Get('group-buys/nearest')
  @Public()
  @Ready()
  @ApiOperation({ summary: 'Teams that miss the fewest people, one a product' })
  @Answers(nearestTeamsSchema)
  showNearest(): Promise<NearestTeams> {
    return this.nearest.show();
  }

  @Get('teams')
  @ApiOperation({ summary: 'The shopper’s own teams, newest first' })
  @Answers(pageSchema(myTeamSchema))
  mine(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: myTeamsQuerySchema }) query: PageQuery,
  ): Promise<Page<MyTeam>> {
    return this.pages.mine(shopperId, query);
  }

  /** Public, for whoever was sent a share card; nothing personal of its members is in it. */
  @Get('teams/:id')
  @Public()
  @ApiOperation({ summary: 'A team: its progress, its members by number, one’s own seat' })
  @Answers(teamSchema)
  @Refuses('GROUP_NOT_FOUND')
  async show(
    @ShopperIfAny() shopperId: string | null,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<TeamAnswer> {
    const team = await this.pages.show(id, shopperId);
    this.reach.told(shopperId, [team]);
    return team;
  }
}
