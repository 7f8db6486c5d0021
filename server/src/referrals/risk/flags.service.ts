import { Inject, Injectable } from '@nestjs/common';
import {
  mayMoveFlag,
  type FlagDecision,
  type FlagListQuery,
  type Page,
  type ReferralFlag,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { FlagListeners } from './flag-listeners.js';
import { decideFlag, flagsWhere, lockFlag } from './flag.store.js';

/** What operators do with those whom the risk rules hold. */
@Injectable()
export class ReferralFlags {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly listeners: FlagListeners,
  ) {}

  /** Those that fit, newest first. */
  async list({ state, inviterId, cursor, limit }: FlagListQuery): Promise<Page<ReferralFlag>> {
    const found = await flagsWhere(
      this.db.manager,
      [
        ['state = ?', state],
        ['inviter_id = ?', inviterId],
        ['id < ?', cursor],
      ],
      limit + 1,
    );
    return pageOf(found, limit);
  }

  /**
   * Clears a flag, so that what is held goes on, or confirms it, so that it is void.
   * @throws Refusal NOT_FOUND, REFERRAL_FLAG_DECIDED
   */
  decide(
    operator: OperatorSession,
    id: string,
    to: 'cleared' | 'confirmed',
    { reason }: FlagDecision,
  ): Promise<ReferralFlag> {
    return inTransaction(this.db, async (tx) => {
      const flag = await lockFlag(tx, id);
      if (!flag) throw new Refusal('NOT_FOUND');
      if (!mayMoveFlag(flag.state, to)) {
        throw new Refusal('REFERRAL_FLAG_DECIDED', { state: flag.state });
      }
      const at = this.clock.now();
      await decideFlag(tx, flag, to, { by: operator.operatorId, at, reason });
      const { friendId, inviterId, state, evidence } = flag;
      const decidedBy = operator.operatorId;
      await this.listeners.tell(tx, { friendId, inviterId, state: to, decidedBy });
      await this.audit.record(tx, {
        ...{ operator, action: `referral-flag.${to}`, subjectKind: 'referral-flag', subjectId: id },
        ...{ before: { state, evidence }, after: { state: to, evidence, reason } },
      });
      return { ...flag, state: to, reason, decidedBy, decidedAt: at.toISOString() };
    });
  }
}
