import { Inject, Injectable } from '@nestjs/common';
import {
  DEFAULT_RISK_RULES,
  riskRulesSchema,
  type RiskRule,
  type RiskRuleSet,
  type VersionedRiskRules,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/transaction.js';
import { SettingsDocument } from '../../shop/settings-document.js';

const ROW = 'referral-risk';
const DEFAULTS: RiskRuleSet = {
  rules: DEFAULT_RISK_RULES.map(({ name, conditions }: RiskRule) => ({
    name,
    conditions: [...conditions],
  })),
};

/** What holds the rewards of a friend. */
@Injectable()
export class RiskRules extends SettingsDocument<RiskRuleSet> {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    clock: Clock,
    private readonly audit: AuditTrail,
  ) {
    super(source, clock, { row: ROW, schema: riskRulesSchema, defaults: DEFAULTS });
  }

  /** The rules with the version an edit must name. */
  async show(): Promise<VersionedRiskRules> {
    const { settings, version } = await this.versioned();
    return { ...settings, version };
  }

  /** What is flagged stays so until somebody decides. @throws Refusal VERSION_CONFLICT */
  async edit(
    operator: OperatorSession,
    { rules, version }: VersionedRiskRules,
  ): Promise<VersionedRiskRules> {
    const before = await this.show();
    await inTransaction(this.source, async (tx) => {
      await this.replace(tx, { rules }, version);
      await this.audit.record(tx, {
        ...{ operator, action: 'referral-risk.replace', subjectKind: 'settings', subjectId: ROW },
        ...{ before: { rules: before.rules }, after: { rules } },
      });
    });
    return this.show();
  }
}
