import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  IMPORT_BYTES_MAX,
  importQuerySchema,
  importRunSchema,
  type ImportRun,
} from '@siyu/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { FileBody, uploadedFile } from '../../platform/upload.js';
import { CatalogExport } from './catalog-export.js';
import { ImportRuns } from './import-runs.service.js';

/** The catalogue as a file, in and out. */
@ApiTags('ops: catalogue')
@Controller('ops/catalog')
export class CatalogFilesOpsController {
  constructor(
    private readonly runs: ImportRuns,
    private readonly exports: CatalogExport,
  ) {}

  @Post('imports')
  @Needs('catalog.import')
  @ApiOperation({
    summary:
      'Import a product CSV in the background, or with dryRun=true tell what it would do; ' +
      'IMPORT_INVALID when it is no such file. A repeat changes nothing',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(importRunSchema, 202)
  @Refuses('IMPORT_INVALID')
  async start(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: importQuerySchema }) { dryRun }: z.infer<typeof importQuerySchema>,
    @Req() request: FastifyRequest,
  ): Promise<ImportRun> {
    const csv = await uploadedFile(request, IMPORT_BYTES_MAX, 'TOO_LARGE');
    return this.runs.start(operator, csv, dryRun === 'true');
  }

  @Get('imports/:id')
  @Needs('catalog.import')
  @ApiOperation({ summary: 'How far an import is, and its bad rows by line; NOT_FOUND' })
  @Answers(importRunSchema)
  @Refuses('NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<ImportRun> {
    return this.runs.show(id);
  }

  @Get('export')
  @Needs('catalog.export')
  @ApiOperation({ summary: 'The whole catalogue as a product CSV; imported, it changes nothing' })
  @AnswersFile('text/csv')
  async export(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="catalogue.csv"')
      .send(this.exports.stream());
  }
}
