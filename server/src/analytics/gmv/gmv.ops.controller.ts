import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  gmvQuerySchema,
  gmvSchema,
  spreadSchema,
  type Gmv,
  type GmvQuery,
  type Spread,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { gmvRows } from './gmv-csv.js';
import { GmvReports } from './gmv.service.js';

/** Nobody is named in any of it; amounts are fen. */
@ApiTags('ops: analytics')
@Controller('ops/analytics')
export class GmvOpsController {
  constructor(private readonly reports: GmvReports) {}

  @Get('gmv')
  @Needs('analytics.read')
  @ApiOperation({
    summary: 'GMV as traffic × sharing × conversion × repurchase × basket, and which moved it',
  })
  @Answers(gmvSchema)
  gmv(@Query({ schema: gmvQuerySchema }) query: GmvQuery): Promise<Gmv> {
    return this.reports.gmv(query);
  }

  @Get('gmv.csv')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'The same as CSV, a line for each factor; amounts are yuan' })
  @AnswersFile('text/csv')
  async file(@Query({ schema: gmvQuerySchema }) query: GmvQuery): Promise<StreamableFile> {
    return csvDownload(gmvRows(await this.reports.gmv(query)), 'gmv.csv');
  }

  @Get('spread')
  @Needs('analytics.read')
  @ApiOperation({ summary: 'How many friends a visitor brings (K-factor), and how soon' })
  @Answers(spreadSchema)
  spread(@Query({ schema: gmvQuerySchema }) query: GmvQuery): Promise<Spread> {
    return this.reports.spread(query);
  }
}
