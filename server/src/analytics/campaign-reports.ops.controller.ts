import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { campaignReportSchema, idSchema, type CampaignReport } from '@siyu/shared';
import { Needs } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { reportRows } from './campaign-report-csv.js';
import { CampaignReports } from './campaign-reports.service.js';

@ApiTags('ops: campaigns')
@Controller('ops/campaigns')
export class CampaignReportsOpsController {
  constructor(private readonly reports: CampaignReports) {}

  /** Of orders placed till now, as they stand now; amounts are fen. Nobody is named in it. */
  @Get(':id/report')
  @Needs('campaigns.read')
  @ApiOperation({
    summary: 'What a campaign did, in all and by Beijing day: reached, sold, refunded, spent',
  })
  @Answers(campaignReportSchema)
  @Refuses('CAMPAIGN_NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<CampaignReport> {
    return this.reports.of(id);
  }

  @Get(':id/report.csv')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'The same as CSV: a row a day and the total; amounts are yuan' })
  @AnswersFile('text/csv')
  @Refuses('CAMPAIGN_NOT_FOUND')
  async download(@Param('id', { schema: idSchema }) id: string): Promise<StreamableFile> {
    return csvDownload(reportRows(await this.reports.of(id)), 'campaign-report.csv');
  }
}
