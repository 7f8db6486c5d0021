import { Body, Controller, Get, Inject, Param, Post, Put, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  rechargePlanEditSchema,
  rechargePlanInputSchema,
  rechargePlanSchema,
  versionedWalletSettingsSchema,
  walletMonthSchema,
  type RechargePlan,
  type RechargePlanEdit,
  type RechargePlanInput,
  type VersionedWalletSettings,
  type WalletMonth,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../../admin/audit-log.js';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers, AnswersFile } from '../../platform/answers.js';
import { csvDownload } from '../../platform/csv-download.js';
import { Refuses } from '../../platform/refuses.js';
import { inTransaction } from '../../platform/transaction.js';
import { RechargePlans } from '../recharges/recharge-plans.service.js';
import { WalletSettingsDocument } from '../wallet-settings.js';
import { CustodyReport, custodyRows } from './custody-report.js';

@ApiTags('ops: wallet')
@Controller('ops/wallet')
export class WalletOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly settings: WalletSettingsDocument,
    private readonly plans: RechargePlans,
    private readonly report: CustodyReport,
    private readonly audit: AuditLog,
  ) {}

  @Get('settings')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'Settings of stored value, and the version an edit must name' })
  @Answers(versionedWalletSettingsSchema)
  showSettings(): Promise<VersionedWalletSettings> {
    return this.settings.versioned();
  }

  @Put('settings')
  @Needs('wallet.write')
  @ApiOperation({ summary: 'Replace the settings; VERSION_CONFLICT when edited meanwhile' })
  @Answers(versionedWalletSettingsSchema)
  @Refuses('VERSION_CONFLICT')
  async replaceSettings(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedWalletSettingsSchema }) input: VersionedWalletSettings,
  ): Promise<VersionedWalletSettings> {
    const before = await this.settings.versioned();
    await inTransaction(this.db, async (tx) => {
      await this.settings.replace(tx, input.settings, input.version);
      await this.audit.record(tx, {
        ...{ operator, action: 'settings.replace', subjectKind: 'settings', subjectId: 'wallet' },
        ...{ before: before.settings, after: input.settings },
      });
    });
    return this.settings.versioned();
  }

  @Get('plans')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'Every recharge plan, in the order they are shown' })
  @Answers(z.array(rechargePlanSchema))
  listPlans(): Promise<RechargePlan[]> {
    return this.plans.list();
  }

  @Post('plans')
  @Needs('wallet.write')
  @ApiOperation({ summary: 'Add a recharge plan' })
  @Answers(rechargePlanSchema, 201)
  addPlan(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: rechargePlanInputSchema }) input: RechargePlanInput,
  ): Promise<RechargePlan> {
    return this.plans.create(operator, input);
  }

  /** Recharges that were placed keep what they were promised. */
  @Put('plans/:id')
  @Needs('wallet.write')
  @ApiOperation({ summary: 'Change a recharge plan, or offer it no more' })
  @Answers(rechargePlanSchema)
  @Refuses('NOT_FOUND', 'VERSION_CONFLICT')
  changePlan(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: rechargePlanEditSchema }) edit: RechargePlanEdit,
  ): Promise<RechargePlan> {
    return this.plans.change(operator, id, edit);
  }

  @Get('report')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'Issued, spent, refunded and outstanding value, by Beijing month' })
  @Answers(z.array(walletMonthSchema))
  showReport(): Promise<WalletMonth[]> {
    return this.report.months();
  }

  @Get('report.csv')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'The same as a CSV file, amounts in yuan' })
  @AnswersFile('text/csv; charset=utf-8')
  async downloadReport(): Promise<StreamableFile> {
    return csvDownload(custodyRows(await this.report.months()), 'stored-value.csv');
  }
}
