import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  claimImportedSchema,
  idSchema,
  IMPORT_BYTES_MAX,
  importedMemberSchema,
  importedQuerySchema,
  importQuerySchema,
  memberImportSchema,
  pageSchema,
  type ImportedMember,
  type ImportedQuery,
  type MemberImport,
  type Page,
} from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { FileBody, uploadedFile } from '../platform/upload.js';
import { ImportedMembers } from './imported-members.service.js';
import { MemberExport } from './member-export.js';
import { MemberImportRuns } from './member-import-runs.service.js';

const Id = () => Param('id', { schema: idSchema });

/** Members as a file, in and out. */
@ApiTags('ops: membership')
@Controller('ops/member-files')
export class MemberFilesOpsController {
  constructor(
    private readonly runs: MemberImportRuns,
    private readonly imported: ImportedMembers,
    private readonly exports: MemberExport,
    private readonly audit: AuditTrail,
    @Inject(DataSource) private readonly db: DataSource,
  ) {}

  @Post('imports')
  @Needs('members.import')
  @ApiOperation({
    summary:
      'Import a CSV of members in the background, or with dryRun=true tell what it would do; ' +
      'IMPORT_INVALID when it is no such file. A repeat changes nothing',
  })
  @ApiConsumes('multipart/form-data')
  @FileBody()
  @Answers(memberImportSchema, 202)
  @Refuses('IMPORT_INVALID')
  async start(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: importQuerySchema }) { dryRun }: z.infer<typeof importQuerySchema>,
    @Req() request: FastifyRequest,
  ): Promise<MemberImport> {
    const csv = await uploadedFile(request, IMPORT_BYTES_MAX, 'TOO_LARGE');
    return this.runs.start(operator, csv, dryRun === 'true');
  }

  @Get('imports/:id')
  @Needs('members.import')
  @ApiOperation({ summary: 'How far an import is, and its bad rows by line' })
  @Answers(memberImportSchema)
  @Refuses('NOT_FOUND')
  show(@Id() id: string): Promise<MemberImport> {
    return this.runs.show(id);
  }

  @Get('imported')
  @Needs('members.import')
  @ApiOperation({ summary: 'Imported members, newest first; `held` ones wait for an operator' })
  @Answers(pageSchema(importedMemberSchema))
  list(
    @Query({ schema: importedQuerySchema }) query: ImportedQuery,
  ): Promise<Page<ImportedMember>> {
    return this.imported.list(query);
  }

  /** Safe to repeat. CONFLICT when another shopper has it. */
  @Post('imported/:id/claim')
  @Needs('members.import')
  @ApiOperation({ summary: 'Say whose an imported member is; what both hold is added up' })
  @Answers(importedMemberSchema)
  @Refuses('NOT_FOUND', 'MEMBER_NOT_FOUND', 'CONFLICT')
  claim(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: claimImportedSchema }) { shopperId }: { shopperId: string },
  ): Promise<ImportedMember> {
    return this.imported.claim(operator, id, shopperId);
  }

  /** Phones and balances leave the shop with it, so that it is kept who took them. */
  @Get('members.csv')
  @Needs('members.export')
  @ApiOperation({ summary: 'All members with their phones and balances, as a file to import' })
  @AnswersFile('text/csv')
  async export(@CurrentOperator() operator: OperatorSession): Promise<StreamableFile> {
    const asked = { subjectKind: 'shopper', subjectId: 'all', before: null, after: null };
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, { operator, action: 'members.export', ...asked }),
    );
    return csvDownload(this.exports.rows(), 'members.csv');
  }
}
