import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { versionedSettingsSchema, type ShopSettings } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditLog } from '../admin/audit-log.js';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { Settings } from './settings.js';

@ApiTags('ops: settings')
@Controller('ops/settings')
export class SettingsOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly settings: Settings,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @Needs('settings.read')
  @ApiOperation({ summary: 'The shop’s settings and the version an edit must name' })
  @Answers(versionedSettingsSchema)
  show(): Promise<{ settings: ShopSettings; version: number }> {
    return this.settings.versioned();
  }

  @Put()
  @Needs('settings.write')
  @ApiOperation({ summary: 'Replace the settings; VERSION_CONFLICT when edited meanwhile' })
  @Answers(versionedSettingsSchema)
  @Refuses('VERSION_CONFLICT')
  async replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedSettingsSchema }) input: { settings: ShopSettings; version: number },
  ): Promise<{ settings: ShopSettings; version: number }> {
    const before = await this.settings.versioned();
    await inTransaction(this.db, async (tx) => {
      await this.settings.replace(tx, input.settings, input.version);
      await this.audit.record(tx, {
        operator,
        action: 'settings.replace',
        subjectKind: 'settings',
        subjectId: 'shop',
        before: before.settings,
        after: input.settings,
      });
    });
    return this.settings.versioned();
  }
}
