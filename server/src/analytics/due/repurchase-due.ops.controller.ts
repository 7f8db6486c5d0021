import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  dueFileQuerySchema,
  dueQuerySchema,
  dueSchema,
  pageSchema,
  type Due,
  type DueFileQuery,
  type DueQuery,
  type Page,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { RepurchaseDue } from './repurchase-due.service.js';

@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class RepurchaseDueOpsController {
  constructor(private readonly due: RepurchaseDue) {}

  /** As of this Beijing day’s beginning: what was bought since is known tomorrow. */
  @Get('repurchase-due')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'Who is due to buy a product again, the first due first' })
  @Answers(pageSchema(dueSchema))
  page(@Query({ schema: dueQuerySchema }) query: DueQuery): Promise<Page<Due>> {
    return this.due.page(query);
  }

  @Get('repurchase-due.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same of all of them as CSV' })
  @AnswersFile('text/csv')
  download(@Query({ schema: dueFileQuerySchema }) query: DueFileQuery): StreamableFile {
    return csvDownload(this.due.rows(query), 'repurchase-due.csv');
  }
}
