import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  coPurchaseFileQuerySchema,
  coPurchaseQuerySchema,
  coPurchaseSchema,
  pageSchema,
  type CoPurchase,
  type CoPurchaseFileQuery,
  type CoPurchaseQuery,
  type Page,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { CoPurchases } from './co-purchase.service.js';

@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class CoPurchaseOpsController {
  constructor(private readonly pairs: CoPurchases) {}

  /** Of orders paid in the period and sold, gifts aside. */
  @Get('co-purchase')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Products bought together, with support, confidence and lift' })
  @Answers(pageSchema(coPurchaseSchema))
  page(
    @Query({ schema: coPurchaseQuerySchema }) query: CoPurchaseQuery,
  ): Promise<Page<CoPurchase>> {
    return this.pairs.page(query);
  }

  @Get('co-purchase.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same of all of them as CSV' })
  @AnswersFile('text/csv')
  file(@Query({ schema: coPurchaseFileQuerySchema }) query: CoPurchaseFileQuery): StreamableFile {
    return csvDownload(this.pairs.rows(query), 'co-purchase.csv');
  }
}
