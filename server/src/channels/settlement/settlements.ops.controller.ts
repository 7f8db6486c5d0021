import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  channelSettlementHeadSchema,
  channelSettlementSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  settlementQuerySchema,
  type ChannelSettlement,
  type ChannelSettlementHead,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { Refuses } from '../../platform/refuses.js';
import { ChannelSettlements } from './channel-settlements.service.js';
import { settlementRows } from './settlement-csv.js';

const Id = () => Param('id', { schema: idSchema });

/** What channels are owed, period by period; amounts are fen. */
@ApiTags('ops: channels')
@Controller('ops')
export class SettlementsOpsController {
  constructor(private readonly settlements: ChannelSettlements) {}

  /** CONFLICT for a day that is not over yet, or that a statement has had. */
  @Get('channels/:id/settlement')
  @Needs('channels.read')
  @ApiOperation({ summary: 'What a statement until that Beijing day would say; nothing is closed' })
  @Answers(channelSettlementSchema)
  @Refuses('NOT_FOUND', 'CONFLICT')
  preview(
    @Id() id: string,
    @Query({ schema: settlementQuerySchema }) { untilDay }: { untilDay: string },
  ): Promise<ChannelSettlement> {
    return this.settlements.preview(id, untilDay);
  }

  /** A period is closed once: a repeat is refused as CONFLICT. Corrections go to the next one. */
  @Post('channels/:id/settlements')
  @Needs('channels.settle')
  @ApiOperation({ summary: 'Close the statement from where the last one ended until that day' })
  @Answers(channelSettlementSchema, 201)
  @Refuses('NOT_FOUND', 'CONFLICT')
  close(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: settlementQuerySchema }) { untilDay }: { untilDay: string },
  ): Promise<ChannelSettlement> {
    return this.settlements.close(operator, id, untilDay);
  }

  @Get('channels/:id/settlements')
  @Needs('channels.read')
  @ApiOperation({ summary: 'Closed statements of a channel, the last one first' })
  @Answers(pageSchema(channelSettlementHeadSchema))
  list(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<ChannelSettlementHead>> {
    return this.settlements.list(id, query);
  }

  @Get('channel-settlements/:id')
  @Needs('channels.read')
  @ApiOperation({ summary: 'A closed statement with its days' })
  @Answers(channelSettlementSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<ChannelSettlement> {
    return this.settlements.show(id);
  }

  @Get('channel-settlements/:id/file.csv')
  @Needs('channels.read')
  @ApiOperation({ summary: 'The same as CSV; amounts are yuan' })
  @AnswersFile('text/csv')
  @Refuses('NOT_FOUND')
  async download(@Id() id: string): Promise<StreamableFile> {
    return csvDownload(settlementRows(await this.settlements.show(id)), 'settlement.csv');
  }
}
