import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  fapiaoIssuedSchema,
  idSchema,
  opsFapiaoFilterSchema,
  opsFapiaoListQuerySchema,
  opsFapiaoSchema,
  pageSchema,
  type OpsFapiao,
  type OpsFapiaoFilter,
  type OpsFapiaoListQuery,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { fapiaoRows } from './fapiao-export.js';
import { Fapiao } from './fapiao.service.js';

@ApiTags('ops: fapiao')
@Controller('ops/fapiao')
export class FapiaoOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly fapiao: Fapiao,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Needs('fapiao.read')
  @ApiOperation({ summary: 'Requests for fapiao, those of the newest orders first' })
  @Answers(pageSchema(opsFapiaoSchema))
  list(
    @Query({ schema: opsFapiaoListQuerySchema }) query: OpsFapiaoListQuery,
  ): Promise<Page<OpsFapiao>> {
    return this.fapiao.list(query);
  }

  @Get('export.csv')
  @Needs('fapiao.read')
  @ApiOperation({ summary: 'The requests of a state as CSV, for the tax software' })
  @AnswersFile('text/csv')
  async export(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: opsFapiaoFilterSchema }) filter: OpsFapiaoFilter,
  ): Promise<StreamableFile> {
    const asked = { subjectKind: 'fapiao', subjectId: 'all', before: null, after: filter };
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, { operator, action: 'fapiao.export', ...asked }),
    );
    return csvDownload(fapiaoRows(this.fapiao.all(filter)), 'fapiao.csv');
  }

  @Post(':orderId/issued')
  @Needs('fapiao.write')
  @ApiOperation({ summary: 'Note that a fapiao was issued, with its number' })
  @Answers(opsFapiaoSchema)
  @Refuses('NOT_FOUND', 'FAPIAO_STATE')
  async issued(
    @CurrentOperator() operator: OperatorSession,
    @Param('orderId', { schema: idSchema }) orderId: string,
    @Body({ schema: fapiaoIssuedSchema }) { fapiaoNo }: { fapiaoNo: string },
  ): Promise<OpsFapiao> {
    await inTransaction(this.db, async (tx) => {
      await this.fapiao.issue(tx, orderId, fapiaoNo);
      await this.audit.record(tx, {
        operator,
        action: 'fapiao.issue',
        subjectKind: 'fapiao',
        subjectId: orderId,
        before: { state: 'requested' },
        after: { state: 'issued', fapiaoNo },
      });
    });
    return this.fapiao.show(orderId);
  }
}
