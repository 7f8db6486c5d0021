import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  daySchema,
  differenceExportQuerySchema,
  differenceListQuerySchema,
  idSchema,
  pageSchema,
  reconciliationDayListQuerySchema,
  reconciliationDaySchema,
  reconciliationDifferenceSchema,
  reopenDifferenceSchema,
  settleDifferenceSchema,
  type DifferenceExportQuery,
  type DifferenceListQuery,
  type Page,
  type ReconciliationDay,
  type ReconciliationDayListQuery,
  type ReconciliationDifference,
  type ReopenDifference,
  type SettleDifference,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { differenceRows } from './difference-rows.js';
import { Reconciliations } from './reconciliations.service.js';

@ApiTags('ops: reconciliation')
@Controller('ops/reconciliation')
export class ReconciliationOpsController {
  constructor(private readonly reconciliations: Reconciliations) {}

  /** `waiting` with a `lastError` is a day whose bills could not be had. */
  @Get('days')
  @Needs('reconciliation.read')
  @ApiOperation({ summary: 'Days of WeChat’s bills, the newest first, and what is left of each' })
  @Answers(pageSchema(reconciliationDaySchema))
  days(
    @Query({ schema: reconciliationDayListQuerySchema }) query: ReconciliationDayListQuery,
  ): Promise<Page<ReconciliationDay>> {
    return this.reconciliations.days(query);
  }

  @Get('days/:day')
  @Needs('reconciliation.read')
  @ApiOperation({
    summary: 'One day: what its bills say in all, and how many differences are left',
  })
  @Answers(reconciliationDaySchema)
  @Refuses('NOT_FOUND')
  day(@Param('day', { schema: daySchema }) day: string): Promise<ReconciliationDay> {
    return this.reconciliations.day(day);
  }

  /**
   * WeChat makes a day's bills by ten the next morning and keeps them for three months:
   * BILL_UNAVAILABLE before and after. RECONCILIATION_STATE once the day is closed.
   */
  @Post('days/:day')
  @Needs('reconciliation.write')
  @ApiOperation({ summary: 'Fetch the bills of a day, also once more, and match them' })
  @Answers(reconciliationDaySchema)
  @Refuses('BILL_UNAVAILABLE', 'RECONCILIATION_STATE')
  request(
    @CurrentOperator() operator: OperatorSession,
    @Param('day', { schema: daySchema }) day: string,
  ): Promise<ReconciliationDay> {
    return this.reconciliations.request(operator, day);
  }

  @Get('differences')
  @Needs('reconciliation.read')
  @ApiOperation({ summary: 'Where bills and books do not say the same, the newest first' })
  @Answers(pageSchema(reconciliationDifferenceSchema))
  differences(
    @Query({ schema: differenceListQuerySchema }) query: DifferenceListQuery,
  ): Promise<Page<ReconciliationDifference>> {
    return this.reconciliations.differences(query);
  }

  @Get('differences.csv')
  @Needs('reconciliation.read')
  @ApiOperation({ summary: 'The same as CSV, all of them; amounts are yuan' })
  @AnswersFile('text/csv')
  download(
    @Query({ schema: differenceExportQuerySchema }) query: DifferenceExportQuery,
  ): StreamableFile {
    const rows = differenceRows(this.reconciliations.allDifferences(query));
    return csvDownload(rows, 'reconciliation-differences.csv');
  }

  /** The last one of a day closes it. RECONCILIATION_STATE unless it is open. */
  @Post('differences/:id/settlement')
  @Needs('reconciliation.write')
  @ApiOperation({ summary: 'Record how a difference was worked off' })
  @Answers(reconciliationDifferenceSchema)
  @Refuses('NOT_FOUND', 'RECONCILIATION_STATE')
  settle(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: settleDifferenceSchema }) input: SettleDifference,
  ): Promise<ReconciliationDifference> {
    return this.reconciliations.settle(operator, id, input);
  }

  /** Its day is open again. RECONCILIATION_STATE unless it is settled. */
  @Post('differences/:id/reopening')
  @Needs('reconciliation.write')
  @ApiOperation({ summary: 'Take back that a difference was worked off' })
  @Answers(reconciliationDifferenceSchema)
  @Refuses('NOT_FOUND', 'RECONCILIATION_STATE')
  reopen(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: reopenDifferenceSchema }) { note }: ReopenDifference,
  ): Promise<ReconciliationDifference> {
    return this.reconciliations.reopen(operator, id, note);
  }
}
