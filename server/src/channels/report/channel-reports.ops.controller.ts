import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  channelFileQuerySchema,
  channelReportQuerySchema,
  channelReportSchema,
  pageSchema,
  type ChannelFileQuery,
  type ChannelReport,
  type ChannelReportQuery,
  type Page,
} from '@siyu/shared';
import { Needs } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { channelRows } from './channel-report-csv.js';
import { ChannelReports } from './channel-reports.service.js';

@ApiTags('ops: channels')
@Controller('ops/channel-reports')
export class ChannelReportsOpsController {
  constructor(private readonly reports: ChannelReports) {}

  /** Amounts are fen, of what was paid in the period, as it stands now. Nobody is named in it. */
  @Get()
  @Needs('channels.read')
  @ApiOperation({
    summary: 'What channels brought and cost from one Beijing day to another, newest first',
  })
  @Answers(pageSchema(channelReportSchema))
  page(
    @Query({ schema: channelReportQuerySchema }) query: ChannelReportQuery,
  ): Promise<Page<ChannelReport>> {
    return this.reports.page(query);
  }

  @Get('file.csv')
  @Needs('channels.read')
  @ApiOperation({ summary: 'The same of all of them as CSV, a channel a line; amounts are yuan' })
  @AnswersFile('text/csv')
  download(@Query({ schema: channelFileQuerySchema }) query: ChannelFileQuery): StreamableFile {
    return csvDownload(channelRows(this.reports.all(query)), 'channels.csv');
  }
}
