import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  opsPaidTermSchema,
  pageSchema,
  paidMonthSchema,
  paidTermListQuerySchema,
  type OpsPaidTerm,
  type Page,
  type PaidMonth,
  type PaidTermListQuery,
} from '@siyu/shared';
import { z } from 'zod';
import { Needs } from '../../../platform/access.js';
import { Answers, AnswersFile } from '../../../platform/answers.js';
import { csvDownload } from '../../../platform/csv-download.js';
import { PaidPlanPages } from '../paid-plan-pages.service.js';
import { PaidReport, paidReportRows } from './paid-report.js';

@ApiTags('ops: paid membership')
@Controller('ops/paid-members')
export class PaidMembersOpsController {
  constructor(
    private readonly pages: PaidPlanPages,
    private readonly report: PaidReport,
  ) {}

  @Get()
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'Terms of members, of one plan or of one shopper, newest first' })
  @Answers(pageSchema(opsPaidTermSchema))
  list(
    @Query({ schema: paidTermListQuerySchema }) query: PaidTermListQuery,
  ): Promise<Page<OpsPaidTerm>> {
    return this.pages.terms(query);
  }

  @Get('report')
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'Sold, revenue, given back and members, by Beijing month' })
  @Answers(z.array(paidMonthSchema))
  showReport(): Promise<PaidMonth[]> {
    return this.report.months();
  }

  @Get('report.csv')
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'The same as a CSV file, amounts in yuan' })
  @AnswersFile('text/csv; charset=utf-8')
  async downloadReport(): Promise<StreamableFile> {
    return csvDownload(paidReportRows(await this.report.months()), 'paid-membership.csv');
  }
}
