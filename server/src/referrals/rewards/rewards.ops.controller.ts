import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsRewardSchema,
  pageSchema,
  rewardListQuerySchema,
  rewardReviewSchema,
  type OpsReward,
  type Page,
  type RewardListQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { rewardsWhere } from './reward-list.store.js';
import { opsRewardView } from './reward-view.js';
import { ReviewRewards } from './review-rewards.service.js';

/** What inviting has earned, and what is held of it. */
@ApiTags('ops: referrals')
@Controller('ops/referral-rewards')
export class RewardsOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly reviews: ReviewRewards,
  ) {}

  @Get()
  @Needs('referrals.read')
  @ApiOperation({ summary: 'Rewards, the newest first, by programme, owner and state' })
  @Answers(pageSchema(opsRewardSchema))
  async list(
    @Query({ schema: rewardListQuerySchema }) query: RewardListQuery,
  ): Promise<Page<OpsReward>> {
    const found = await rewardsWhere(this.db.manager, query);
    const items = found.slice(0, query.limit).map(opsRewardView);
    const nextCursor = found.length > query.limit ? (items.at(-1)?.id ?? null) : null;
    return { items, nextCursor };
  }

  /** CAMPAIGN_STATE unless it is held. */
  @Post(':id/release')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Let a held reward be given when it is due' })
  @Answers(opsRewardSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_STATE')
  release(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: rewardReviewSchema }) { reason }: { reason: string },
  ): Promise<OpsReward> {
    return this.reviews.decide(operator, id, 'release', reason);
  }

  /** CAMPAIGN_STATE once it was given, or is void. */
  @Post(':id/void')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Keep a reward from being given, for good' })
  @Answers(opsRewardSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_STATE')
  void(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: rewardReviewSchema }) { reason }: { reason: string },
  ): Promise<OpsReward> {
    return this.reviews.decide(operator, id, 'void', reason);
  }
}
