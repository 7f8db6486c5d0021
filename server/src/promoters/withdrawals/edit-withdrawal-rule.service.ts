import { Inject, Injectable } from '@nestjs/common';
import type { VersionedWithdrawalRule } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { inTransaction } from '../../platform/transaction.js';
import { WithdrawalRuleDocument } from './withdrawal-rule.js';

/** How commission is withdrawn, in an operator's hands. */
@Injectable()
export class EditWithdrawalRule {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly rule: WithdrawalRuleDocument,
    private readonly audit: AuditTrail,
  ) {}

  show(): Promise<VersionedWithdrawalRule> {
    return this.rule.versioned();
  }

  /** @throws Refusal VERSION_CONFLICT */
  async replace(
    operator: OperatorSession,
    { settings, version }: VersionedWithdrawalRule,
  ): Promise<VersionedWithdrawalRule> {
    const before = await this.rule.versioned();
    await inTransaction(this.db, async (tx) => {
      await this.rule.replace(tx, settings, version);
      await this.audit.record(tx, {
        ...{ operator, action: 'withdrawal-rule.replace' },
        ...{ subjectKind: 'settings', subjectId: 'withdrawals' },
        ...{ before: before.settings, after: settings },
      });
    });
    return this.rule.versioned();
  }
}
