import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  auditEntrySchema,
  auditLogQuerySchema,
  pageSchema,
  type AuditEntry,
  type AuditLogQuery,
  type Page,
} from '@siyu/shared';
import { Needs } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { AuditLog } from './audit-log.js';

@ApiTags('ops: audit log')
@Controller('ops/audit-log')
export class AuditLogOpsController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @Needs('audit.read')
  @ApiOperation({ summary: 'What operators did, newest first' })
  @Answers(pageSchema(auditEntrySchema))
  list(@Query({ schema: auditLogQuerySchema }) query: AuditLogQuery): Promise<Page<AuditEntry>> {
    return this.log.list(query);
  }
}
