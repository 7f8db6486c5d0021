import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  cohortQuerySchema,
  cohortTableSchema,
  type CohortQuery,
  type CohortTable,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { svgPicture } from '../charts/picture.js';
import { cohortChart } from './cohort-chart.js';
import { Cohorts } from './cohorts.service.js';

@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class CohortsOpsController {
  constructor(private readonly cohorts: Cohorts) {}

  /** Of orders here and elsewhere as they stand now; amounts are fen. Nobody is named in it. */
  @Get('cohorts')
  @Needs('analytics.read')
  @ApiOperation({
    summary: 'Customers by the week or month of their first purchase, and what they bought later',
  })
  @Answers(cohortTableSchema)
  show(@Query({ schema: cohortQuerySchema }) query: CohortQuery): Promise<CohortTable> {
    return this.cohorts.table(query);
  }

  @Get('cohorts.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each cell; amounts are yuan' })
  @AnswersFile('text/csv')
  download(@Query({ schema: cohortQuerySchema }) query: CohortQuery): StreamableFile {
    return csvDownload(this.cohorts.rows(query), 'cohorts.csv');
  }

  @Get('cohorts.svg')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How many of each cohort bought again in later periods, drawn' })
  @AnswersFile('image/svg+xml')
  async picture(@Query({ schema: cohortQuerySchema }) query: CohortQuery): Promise<StreamableFile> {
    return svgPicture(cohortChart(await this.cohorts.table(query)));
  }
}
