import { Inject, Injectable } from '@nestjs/common';
import type { VersionedPointsSettings } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../../platform/access.js';
import { AuditTrail } from '../../../platform/audit-trail.js';
import { inTransaction } from '../../../platform/transaction.js';
import { PointsRules } from '../points-rules.js';

/** The rules of points in an operator's hands. */
@Injectable()
export class EditPointsRules {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly rules: PointsRules,
    private readonly audit: AuditTrail,
  ) {}

  show(): Promise<VersionedPointsSettings> {
    return this.rules.versioned();
  }

  /** @throws Refusal VERSION_CONFLICT */
  async replace(
    operator: OperatorSession,
    { settings, version }: VersionedPointsSettings,
  ): Promise<VersionedPointsSettings> {
    const before = await this.rules.versioned();
    await inTransaction(this.db, async (tx) => {
      await this.rules.replace(tx, settings, version);
      await this.audit.record(tx, {
        ...{ operator, action: 'points-settings.replace' },
        ...{ subjectKind: 'settings', subjectId: 'points' },
        ...{ before: before.settings, after: settings },
      });
    });
    return this.rules.versioned();
  }
}
