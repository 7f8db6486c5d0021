import { Inject, Injectable } from '@nestjs/common';
import {
  attributionRuleSchema,
  type AttributionRule,
  type VersionedAttributionRule,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/transaction.js';
import { SettingsDocument } from '../../shop/settings-document.js';

const ROW = 'attribution';

/** A friend is whose link they opened last before they first came, for three months. */
export const DEFAULT_ATTRIBUTION_RULE: AttributionRule = {
  touch: 'last',
  protectionDays: 30,
  validityDays: 90,
  customers: 'new',
};

/** The rule by which customers are bound. */
@Injectable()
export class AttributionRules extends SettingsDocument<AttributionRule> {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    clock: Clock,
    private readonly audit: AuditTrail,
  ) {
    const defaults = DEFAULT_ATTRIBUTION_RULE;
    super(source, clock, { row: ROW, schema: attributionRuleSchema, defaults });
  }

  /** The rule with the version an edit must name. */
  async show(): Promise<VersionedAttributionRule> {
    const { settings: rule, version } = await this.versioned();
    return { rule, version };
  }

  /** Bindings there are keep their days. @throws Refusal VERSION_CONFLICT */
  async edit(
    operator: OperatorSession,
    { rule, version }: VersionedAttributionRule,
  ): Promise<VersionedAttributionRule> {
    const before = await this.show();
    await inTransaction(this.source, async (tx) => {
      await this.replace(tx, rule, version);
      await this.audit.record(tx, {
        ...{ operator, action: 'attribution-rule.replace' },
        ...{ subjectKind: 'settings', subjectId: ROW, before: before.rule, after: rule },
      });
    });
    return this.show();
  }
}
