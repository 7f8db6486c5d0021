import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  adjustedMemberSchema,
  growthAdjustmentSchema,
  growthEventSchema,
  idSchema,
  memberDetailSchema,
  memberRowSchema,
  memberSearchSchema,
  pageQuerySchema,
  pageSchema,
  type AdjustedMember,
  type GrowthAdjustment,
  type GrowthEvent,
  type MemberDetail,
  type MemberRow,
  type MemberSearch,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { IdempotencyKey } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { AdjustGrowth } from './adjust-growth.service.js';
import { OpsMembers } from './ops-members.service.js';

@ApiTags('ops: membership')
@Controller('ops/members')
export class MembersOpsController {
  constructor(
    private readonly members: OpsMembers,
    private readonly adjusting: AdjustGrowth,
  ) {}

  @Get()
  @Needs('members.read')
  @ApiOperation({ summary: 'A page of members by phone, id or tier, newest first' })
  @Answers(pageSchema(memberRowSchema))
  search(@Query({ schema: memberSearchSchema }) query: MemberSearch): Promise<Page<MemberRow>> {
    return this.members.search(query);
  }

  @Get(':id')
  @Needs('members.read')
  @ApiOperation({ summary: 'A member with all that is kept of them' })
  @Answers(memberDetailSchema)
  @Refuses('MEMBER_NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<MemberDetail> {
    return this.members.show(id);
  }

  @Get(':id/growth')
  @Needs('members.read')
  @ApiOperation({ summary: 'A member’s growth, last recorded first' })
  @Answers(pageSchema(growthEventSchema))
  @Refuses('MEMBER_NOT_FOUND')
  growth(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<GrowthEvent>> {
    return this.members.history(id, query);
  }

  /** Beyond what the rules let one person give or take, another approves it. */
  @Post(':id/growth')
  @Needs('members.write')
  @ApiOperation({ summary: 'Give or take growth by hand, with the reason' })
  @Answers(adjustedMemberSchema)
  @Refuses('MEMBER_NOT_FOUND')
  adjust(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: growthAdjustmentSchema }) adjustment: GrowthAdjustment,
  ): Promise<AdjustedMember> {
    return this.adjusting.adjust(operator, id, key, adjustment);
  }
}
