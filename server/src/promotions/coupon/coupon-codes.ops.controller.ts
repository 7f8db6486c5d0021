import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  batchListQuerySchema,
  batchRequestSchema,
  codeBatchSchema,
  couponCodeSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  type BatchListQuery,
  type BatchRequest,
  type CodeBatch,
  type CouponCode,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { Refuses } from '../../platform/refuses.js';
import { CouponCodes } from './coupon-codes.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Codes to print. Whoever sees one can redeem it, so that reading them needs the right to write. */
@ApiTags('ops: coupons')
@Controller('ops/coupon-batches')
export class CouponCodesOpsController {
  constructor(private readonly codes: CouponCodes) {}

  /** A job prints them; `printed` says how far it is. */
  @Post()
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Print so many codes of a coupon campaign' })
  @Answers(codeBatchSchema, 201)
  @Refuses('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_STATE')
  order(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: batchRequestSchema }) request: BatchRequest,
  ): Promise<CodeBatch> {
    return this.codes.order(operator, request);
  }

  @Get()
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'A page of batches, newest first' })
  @Answers(pageSchema(codeBatchSchema))
  list(@Query({ schema: batchListQuerySchema }) query: BatchListQuery): Promise<Page<CodeBatch>> {
    return this.codes.list(query);
  }

  @Get(':id')
  @Needs('campaigns.read')
  @ApiOperation({ summary: 'How far a batch is printed' })
  @Answers(codeBatchSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<CodeBatch> {
    return this.codes.show(id);
  }

  @Get(':id/codes')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'A page of a batch’s codes, with how often each was used' })
  @Answers(pageSchema(couponCodeSchema))
  @Refuses('NOT_FOUND')
  listCodes(
    @Id() id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<CouponCode>> {
    return this.codes.codes(id, query);
  }

  /** It is kept who took them. */
  @Get(':id/codes.csv')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Every code of a batch as CSV, for the printer' })
  @AnswersFile('text/csv')
  @Refuses('NOT_FOUND')
  async export(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
  ): Promise<StreamableFile> {
    return csvDownload(await this.codes.export(operator, id), `coupon-codes-${id}.csv`);
  }

  /** Coupons that its codes gave stay. Safe to repeat. */
  @Post(':id/revocation')
  @Needs('campaigns.write')
  @ApiOperation({ summary: 'Make every code of a batch worthless' })
  @Answers(codeBatchSchema)
  @Refuses('NOT_FOUND')
  revoke(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<CodeBatch> {
    return this.codes.revoke(operator, id);
  }
}
