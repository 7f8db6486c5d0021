import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  flagDecisionSchema,
  flagListQuerySchema,
  idSchema,
  pageSchema,
  referralFlagSchema,
  riskPreviewRequestSchema,
  riskPreviewSchema,
  versionedRiskRulesSchema,
  type FlagDecision,
  type FlagListQuery,
  type Page,
  type ReferralFlag,
  type RiskPreview,
  type RiskPreviewRequest,
  type VersionedRiskRules,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { ReferralFlags } from './flags.service.js';
import { RiskPreviews } from './preview/risk-previews.service.js';
import { RiskRules } from './risk-rules.js';

const Id = () => Param('id', { schema: idSchema });
const Decision = () => Body({ schema: flagDecisionSchema });

/** Invited friends that look as if the inviter were the friend. */
@ApiTags('ops: referrals')
@Controller('ops')
export class RiskOpsController {
  constructor(
    private readonly rules: RiskRules,
    private readonly flags: ReferralFlags,
    private readonly previews: RiskPreviews,
  ) {}

  @Get('referral-risk-rules')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'What holds rewards for a review, and the version an edit must name' })
  @Answers(versionedRiskRulesSchema)
  show(): Promise<VersionedRiskRules> {
    return this.rules.show();
  }

  /** What is flagged stays so until somebody decides; from now on the new rules are asked. */
  @Put('referral-risk-rules')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Replace the rules; VERSION_CONFLICT when edited meanwhile' })
  @Answers(versionedRiskRulesSchema)
  @Refuses('VERSION_CONFLICT')
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedRiskRulesSchema }) input: VersionedRiskRules,
  ): Promise<VersionedRiskRules> {
    return this.rules.edit(operator, input);
  }

  /** Writes nothing of any friend; the answer grows while the run goes on. */
  @Post('referral-risk-rules/preview')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'Begin to count whom these rules would hold, and hold no more' })
  @Answers(riskPreviewSchema, 201)
  preview(
    @Body({ schema: riskPreviewRequestSchema }) request: RiskPreviewRequest,
  ): Promise<RiskPreview> {
    return this.previews.begin(request);
  }

  @Get('referral-risk-rules/previews/:id')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'How far a preview of rules has come; it is forgotten after a week' })
  @Answers(riskPreviewSchema)
  @Refuses('NOT_FOUND')
  showPreview(@Id() id: string): Promise<RiskPreview> {
    return this.previews.show(id);
  }

  @Get('referral-flags')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'Friends whose rewards are held, with the evidence; newest first' })
  @Answers(pageSchema(referralFlagSchema))
  list(@Query({ schema: flagListQuerySchema }) query: FlagListQuery): Promise<Page<ReferralFlag>> {
    return this.flags.list(query);
  }

  /** The same evidence never holds this friend again; that of another rule does. */
  @Post('referral-flags/:id/clearance')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Clear a friend: what was held goes on' })
  @Answers(referralFlagSchema)
  @Refuses('NOT_FOUND', 'REFERRAL_FLAG_DECIDED')
  clear(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Decision() decision: FlagDecision,
  ): Promise<ReferralFlag> {
    return this.flags.decide(operator, id, 'cleared', decision);
  }

  /** For good: whatever this friend still does gives the inviter nothing. */
  @Post('referral-flags/:id/confirmation')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Confirm a friend is none: what was held is void' })
  @Answers(referralFlagSchema)
  @Refuses('NOT_FOUND', 'REFERRAL_FLAG_DECIDED')
  confirm(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Decision() decision: FlagDecision,
  ): Promise<ReferralFlag> {
    return this.flags.decide(operator, id, 'confirmed', decision);
  }
}
