import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  commissionReportQuerySchema,
  commissionReportRowSchema,
  idSchema,
  opsCommissionSchema,
  opsPromoterSchema,
  pageQuerySchema,
  pageSchema,
  promoterDecisionSchema,
  promoterListQuerySchema,
  promoterRankSchema,
  type CommissionReportQuery,
  type CommissionReportRow,
  type OpsCommission,
  type OpsPromoter,
  type Page,
  type PageQuery,
  type PromoterDecision,
  type PromoterListQuery,
  type PromoterRank,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { Refuses } from '../../platform/refuses.js';
import { CommissionPages } from '../commission/commission-pages.service.js';
import { CommissionReport } from '../commission/commission-report.js';
import { OpsPromoters } from './ops-promoters.service.js';

const Id = () => Param('id', { schema: idSchema });
const Decision = () => Body({ schema: promoterDecisionSchema });

/** Promoters by the id of their shopper, and what they earn. */
@ApiTags('ops: promoters')
@Controller('ops/promoters')
export class PromotersOpsController {
  constructor(
    private readonly promoters: OpsPromoters,
    private readonly pages: CommissionPages,
    private readonly report: CommissionReport,
  ) {}

  @Get()
  @Needs('promoters.read')
  @ApiOperation({ summary: 'Promoters, those who wait for an answer among them' })
  @Answers(pageSchema(opsPromoterSchema))
  list(
    @Query({ schema: promoterListQuerySchema }) query: PromoterListQuery,
  ): Promise<Page<OpsPromoter>> {
    return this.promoters.list(query);
  }

  @Get('report')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'Commission by promoter, of orders paid in a period, as it stands' })
  @Answers(commissionReportRowSchema.array())
  rows(
    @Query({ schema: commissionReportQuerySchema }) query: CommissionReportQuery,
  ): Promise<CommissionReportRow[]> {
    return this.report.first(query);
  }

  @Get('report.csv')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'The same as CSV, all of it' })
  @AnswersFile('text/csv')
  file(
    @Query({ schema: commissionReportQuerySchema }) query: CommissionReportQuery,
  ): StreamableFile {
    return csvDownload(this.report.lines(query), 'commission.csv');
  }

  @Get(':id/commissions')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'What orders gave a promoter, newest first' })
  @Answers(pageSchema(opsCommissionSchema))
  commissions(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<OpsCommission>> {
    return this.pages.forOperators(id, query);
  }

  @Post(':id/approval')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'Approve an application' })
  @Answers(opsPromoterSchema)
  @Refuses('PROMOTER_NOT_FOUND', 'PROMOTER_STATE')
  approve(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Decision() { reason }: PromoterDecision,
  ): Promise<OpsPromoter> {
    return this.promoters.decide(operator, id, 'approved', reason);
  }

  @Post(':id/rejection')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'Reject an application; they may apply again' })
  @Answers(opsPromoterSchema)
  @Refuses('PROMOTER_NOT_FOUND', 'PROMOTER_STATE')
  reject(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Decision() { reason }: PromoterDecision,
  ): Promise<OpsPromoter> {
    return this.promoters.decide(operator, id, 'rejected', reason);
  }

  /** They earn nothing more and withdraw nothing until they are approved again. */
  @Post(':id/suspension')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'Suspend a promoter' })
  @Answers(opsPromoterSchema)
  @Refuses('PROMOTER_NOT_FOUND', 'PROMOTER_STATE')
  suspend(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Decision() { reason }: PromoterDecision,
  ): Promise<OpsPromoter> {
    return this.promoters.decide(operator, id, 'suspended', reason);
  }

  @Put(':id/rank')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'Give a promoter a rank, for orders paid from now on' })
  @Answers(opsPromoterSchema)
  @Refuses('PROMOTER_NOT_FOUND')
  rank(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: promoterRankSchema }) body: PromoterRank,
  ): Promise<OpsPromoter> {
    return this.promoters.rank(operator, id, body);
  }
}
