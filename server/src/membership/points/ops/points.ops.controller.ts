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
  adjustedPointsSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointBalancesSchema,
  pointsAdjustmentSchema,
  pointsLineSchema,
  pointsMonthSchema,
  pointsReportQuerySchema,
  versionedPointsSettingsSchema,
  type AdjustedPoints,
  type Page,
  type PageQuery,
  type PointBalances,
  type PointsAdjustment,
  type PointsLine,
  type PointsMonth,
  type PointsReportQuery,
  type VersionedPointsSettings,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../../platform/access.js';
import { Answers, AnswersFile } from '../../../platform/answers.js';
import { csvDownload } from '../../../platform/csv-download.js';
import { IdempotencyKey } from '../../../platform/idempotency.js';
import { Refuses } from '../../../platform/refuses.js';
import { PointsPages } from '../points-pages.service.js';
import { AdjustPoints } from './adjust-points.service.js';
import { EditPointsRules } from './edit-points-rules.service.js';
import { PointsReport, reportRows } from './points-report.js';

const ShopperId = () => Param('shopperId', { schema: idSchema });

/** Rules of points, what members have of them, and what the shop owes. */
@ApiTags('ops: points')
@Controller('ops/points')
export class PointsOpsController {
  constructor(
    private readonly rules: EditPointsRules,
    private readonly pages: PointsPages,
    private readonly adjusting: AdjustPoints,
    private readonly report: PointsReport,
  ) {}

  @Get('settings')
  @Needs('points.read')
  @ApiOperation({ summary: 'The rules of points and the version an edit must name' })
  @Answers(versionedPointsSettingsSchema)
  settings(): Promise<VersionedPointsSettings> {
    return this.rules.show();
  }

  /** What was given keeps the rate and the term by which it was given. */
  @Put('settings')
  @Needs('points.write')
  @ApiOperation({ summary: 'Replace the rules; VERSION_CONFLICT when edited meanwhile' })
  @Answers(versionedPointsSettingsSchema)
  @Refuses('VERSION_CONFLICT')
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedPointsSettingsSchema }) input: VersionedPointsSettings,
  ): Promise<VersionedPointsSettings> {
    return this.rules.replace(operator, input);
  }

  @Get('shoppers/:shopperId')
  @Needs('points.read')
  @ApiOperation({ summary: 'What someone has; nothing for whoever never had any' })
  @Answers(pointBalancesSchema)
  balances(@ShopperId() shopperId: string): Promise<PointBalances> {
    return this.pages.balances(shopperId);
  }

  @Get('shoppers/:shopperId/history')
  @Needs('points.read')
  @ApiOperation({ summary: 'What happened to someone’s points, newest first, with the balance' })
  @Answers(pageSchema(pointsLineSchema))
  history(
    @ShopperId() shopperId: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<PointsLine>> {
    return this.pages.history(shopperId, query);
  }

  /** Beyond what one person may, it waits until a second one approves it. */
  @Post('adjustments')
  @Needs('points.write')
  @ApiOperation({ summary: 'Give or take points by hand, with a reason. Needs an Idempotency-Key' })
  @Answers(adjustedPointsSchema, 201)
  @Refuses('NOT_FOUND', 'POINTS_INSUFFICIENT')
  adjust(
    @CurrentOperator() operator: OperatorSession,
    @IdempotencyKey() key: string,
    @Body({ schema: pointsAdjustmentSchema }) body: PointsAdjustment,
  ): Promise<AdjustedPoints> {
    return this.adjusting.adjust(operator, key, body);
  }

  @Get('report')
  @Needs('points.read')
  @ApiOperation({ summary: 'Points issued, spent, expired and owed, by Beijing month' })
  @Answers(pointsMonthSchema.array())
  months(
    @Query({ schema: pointsReportQuerySchema }) query: PointsReportQuery,
  ): Promise<PointsMonth[]> {
    return this.report.months(query);
  }

  @Get('report.csv')
  @Needs('points.read')
  @ApiOperation({ summary: 'The same as CSV, a month a line' })
  @AnswersFile('text/csv')
  file(@Query({ schema: pointsReportQuerySchema }) query: PointsReportQuery): StreamableFile {
    return csvDownload(reportRows(this.report.months(query)), 'points.csv');
  }
}
