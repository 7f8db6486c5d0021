import { Inject, Injectable } from '@nestjs/common';
import { assert, type OpsReward } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { lockReward } from './reward.store.js';
import { opsRewardView } from './reward-view.js';
import { Rewards } from './rewards.service.js';

/** An operator's word on a reward, kept with its reason. */
@Injectable()
export class ReviewRewards {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly rewards: Rewards,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws Refusal NOT_FOUND, CAMPAIGN_STATE */
  decide(
    operator: OperatorSession,
    id: string,
    what: 'release' | 'void',
    reason: string,
  ): Promise<OpsReward> {
    return inTransaction(this.db, async (tx) => {
      const before = await lockReward(tx, id);
      if (!before) throw new Refusal('NOT_FOUND');
      await this.rewards[what](tx, id);
      const after = await lockReward(tx, id);
      assert(after !== null, `reward ${id} is gone`);
      await this.audit.record(tx, {
        ...{ operator, action: `referral-reward.${what}` },
        ...{ subjectKind: 'referral-reward', subjectId: id },
        ...{ before: { state: before.state }, after: { state: after.state, reason } },
      });
      return opsRewardView(after);
    });
  }
}
