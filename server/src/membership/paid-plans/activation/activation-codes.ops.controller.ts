import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  activationBatchListQuerySchema,
  activationBatchRequestSchema,
  activationBatchSchema,
  activationCodeSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  type ActivationBatch,
  type ActivationBatchListQuery,
  type ActivationBatchRequest,
  type ActivationCodeView,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../../platform/access.js';
import { Answers, AnswersFile } from '../../../platform/answers.js';
import { csvDownload } from '../../../platform/csv-download.js';
import { Refuses } from '../../../platform/refuses.js';
import { ActivationCodes } from './activation-codes.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Whoever sees an activation code can use it, so that reading them needs the right to write. */
@ApiTags('ops: paid membership')
@Controller('ops/activation-batches')
export class ActivationCodesOpsController {
  constructor(private readonly codes: ActivationCodes) {}

  /** A job prints them; `printed` says how far it is. */
  @Post()
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'Print so many activation codes of a paid plan' })
  @Answers(activationBatchSchema, 201)
  @Refuses('NOT_FOUND', 'PLAN_TRIAL_NOT_GIVEN')
  order(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: activationBatchRequestSchema }) request: ActivationBatchRequest,
  ): Promise<ActivationBatch> {
    return this.codes.order(operator, request);
  }

  @Get()
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'A page of batches, newest first' })
  @Answers(pageSchema(activationBatchSchema))
  list(
    @Query({ schema: activationBatchListQuerySchema }) query: ActivationBatchListQuery,
  ): Promise<Page<ActivationBatch>> {
    return this.codes.list(query);
  }

  @Get(':id')
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'How far a batch is printed and used' })
  @Answers(activationBatchSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<ActivationBatch> {
    return this.codes.show(id);
  }

  @Get(':id/codes')
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'A page of a batch’s codes, with who used each' })
  @Answers(pageSchema(activationCodeSchema))
  @Refuses('NOT_FOUND')
  listCodes(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<ActivationCodeView>> {
    return this.codes.codes(id, query);
  }

  /** It is kept who took them. */
  @Get(':id/codes.csv')
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'Every code of a batch as CSV, for the printer' })
  @AnswersFile('text/csv')
  @Refuses('NOT_FOUND')
  async export(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
  ): Promise<StreamableFile> {
    return csvDownload(await this.codes.export(operator, id), `activation-codes-${id}.csv`);
  }

  /** Terms that its codes began run on. Safe to repeat. */
  @Post(':id/revocation')
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'Make what is unused of a batch worthless' })
  @Answers(activationBatchSchema)
  @Refuses('NOT_FOUND')
  revoke(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<ActivationBatch> {
    return this.codes.revoke(operator, id);
  }
}
