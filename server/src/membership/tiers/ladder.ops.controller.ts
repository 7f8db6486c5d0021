import { Body, Controller, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  couponsWaitingSchema,
  idSchema,
  ladderPreviewSchema,
  ladderRunSchema,
  rulesReplacedSchema,
  versionedRulesSchema,
  type CouponsWaiting,
  type LadderRun,
  type MembershipRulesInput,
  type RulesReplaced,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { z } from 'zod';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refuses } from '../../platform/refuses.js';
import { inTransaction } from '../../platform/transaction.js';
import { MemberCoupons } from '../benefits/member-coupons.service.js';
import { Rules, withIds } from '../rules/membership-rules.js';
import { LadderRuns } from './ladder-runs.service.js';

interface Edit {
  rules: MembershipRulesInput;
  version: number;
}

@ApiTags('ops: membership')
@Controller('ops/membership/ladder')
export class LadderOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly rules: Rules,
    private readonly runs: LadderRuns,
    private readonly coupons: MemberCoupons,
  ) {}

  @Get()
  @Needs('members.read')
  @ApiOperation({ summary: 'The rules of membership and the version an edit must name' })
  @Answers(versionedRulesSchema)
  async show(): Promise<Edit> {
    const { rules, version } = await this.rules.read();
    return { rules: rules as MembershipRulesInput, version };
  }

  /** Holds at once for whatever is asked of a member; a run brings their rows after it. */
  @Put()
  @Needs('members.write')
  @ApiOperation({ summary: 'Replace the rules; members move by a run whose progress can be asked' })
  @Answers(rulesReplacedSchema)
  @Refuses('VERSION_CONFLICT')
  async replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedRulesSchema }) edit: Edit,
  ): Promise<RulesReplaced> {
    return inTransaction(this.db, async (tx) => {
      const before = await this.rules.read(tx);
      const after = await this.rules.replace(tx, edit.rules, edit.version);
      const applicationId = after.isLadderChanged
        ? await this.runs.begin(tx, 'application', after)
        : null;
      await this.audit.record(tx, {
        ...{ operator, action: 'membership.replace-rules' },
        ...{ subjectKind: 'membership-rules', subjectId: 'shop' },
        ...{ before: before.rules, after: after.rules },
      });
      const benefits = after.rules.tiers.flatMap((tier) => tier.benefits);
      const campaignsNotLive = await this.coupons.campaignsNotLive(tx, benefits);
      const rules = after.rules as MembershipRulesInput;
      return { rules, version: after.version, applicationId, campaignsNotLive };
    });
  }

  @Get('coupons-waiting')
  @Needs('members.read')
  @ApiOperation({ summary: 'Campaigns that benefits name and that are not live, with who waits' })
  @Answers(z.array(couponsWaitingSchema))
  waiting(): Promise<CouponsWaiting[]> {
    return this.coupons.waiting();
  }

  /** Writes nothing of any member; the answer grows while the run goes on. */
  @Post('preview')
  @Needs('members.read')
  @ApiOperation({ summary: 'Begin to count the members whose tier would change by these rules' })
  @Answers(ladderRunSchema, 201)
  async preview(@Body({ schema: ladderPreviewSchema }) { rules: input }: Omit<Edit, 'version'>) {
    const rules = withIds(input, () => newId(this.clock.now()));
    const { ladderVersion } = await this.rules.current();
    const runId = await inTransaction(this.db, (tx) =>
      this.runs.begin(tx, 'preview', { rules, ladderVersion }),
    );
    return this.runs.show(runId);
  }

  @Get('applications/:id')
  @Needs('members.read')
  @ApiOperation({ summary: 'How far a preview or an application of rules has come' })
  @Answers(ladderRunSchema)
  @Refuses('NOT_FOUND')
  application(@Param('id', { schema: idSchema }) id: string): Promise<LadderRun> {
    return this.runs.show(id);
  }
}
