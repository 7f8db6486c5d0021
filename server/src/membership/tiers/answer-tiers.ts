import { Injectable } from '@nestjs/common';
import { MemberTiers } from '../../promotions/campaigns/audience.js';
import { findMember } from '../members/member.store.js';
import { Rules, tierAtStep } from '../rules/membership-rules.js';
import { currentTier } from './derived.js';

/** Answers promotions about tiers. */
@Injectable()
export class AnswerTiers {
  constructor(rules: Rules, tiers: MemberTiers) {
    tiers.register(async (db, shopperId, now) => {
      const current = await rules.current(db);
      const member = await findMember(db, shopperId);
      return member ? currentTier(db, member, current, now) : tierAtStep(current.rules, 0).id;
    });
  }
}
