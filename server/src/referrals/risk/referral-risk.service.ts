import { Inject, Injectable } from '@nestjs/common';
import {
  isNewEvidence,
  riskIn,
  type FlagState,
  type ReferralFlag,
  type RiskEvidence,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { companiesOf } from './companies.js';
import { FlagListeners } from './flag-listeners.js';
import { insertFlag, lockFlagsOf, reopenFlag } from './flag.store.js';
import { RiskRules } from './risk-rules.js';

const ATTEMPTS_MAX = 10;
const JOB = 'referrals.assess';

/** Holds back what a friend's actions give while it looks as if the inviter were the friend. */
@Injectable()
export class ReferralRisk {
  constructor(
    @Inject(DataSource) db: DataSource,
    private readonly clock: Clock,
    private readonly rules: RiskRules,
    private readonly listeners: FlagListeners,
    private readonly jobs: Jobs,
  ) {
    jobs.register({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ inviterId }: { inviterId: string }) =>
        inTransaction(db, async (tx) => void (await this.assess(tx, inviterId))),
    });
  }

  /** Has an inviter's friends looked at in a moment: one has come, or has done something. */
  ask(tx: Tx, inviterId: string): Promise<void> {
    return this.jobs.add(tx, JOB, inviterId, { inviterId });
  }

  /**
   * Looks at an inviter's friends by the rules of now and flags those they hold; the state of every
   * flag there is by friend. To be asked before anything is given for what a friend did; safe to
   * repeat.
   */
  async assess(tx: Tx, inviterId: string): Promise<Map<string, FlagState>> {
    const now = this.clock.now();
    const { settings, version } = await this.rules.currentVersioned(tx);
    const companies = await companiesOf(tx, inviterId, now);
    const held = companies.flatMap((company) =>
      [...riskIn(company, settings.rules)].filter(([, evidence]) => evidence.length > 0),
    );
    const flags = new Map((await lockFlagsOf(tx, inviterId)).map((one) => [one.friendId, one]));
    const states = new Map([...flags].map(([friendId, { state }]) => [friendId, state]));
    for (const [friendId, evidence] of held.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const against = { friendId, inviterId, evidence, ruleVersion: version };
      if (await this.flag(tx, flags.get(friendId), against)) states.set(friendId, 'open');
    }
    return states;
  }

  /** Whether the flag has been opened by this. */
  private async flag(
    tx: Tx,
    flag: ReferralFlag | undefined,
    against: {
      friendId: string;
      inviterId: string;
      evidence: RiskEvidence[];
      ruleVersion: number;
    },
  ): Promise<boolean> {
    const now = this.clock.now();
    // What an operator has cleared is no evidence again; that of another rule is.
    if (flag && flag.state !== 'cleared') return false;
    if (flag && !isNewEvidence(against.evidence, flag.evidence)) return false;
    if (flag) await reopenFlag(tx, flag, against, now);
    else if (!(await insertFlag(tx, { id: newId(now), ...against }, now))) return false;
    const { friendId, inviterId } = against;
    await this.listeners.tell(tx, { friendId, inviterId, state: 'open', decidedBy: null });
    return true;
  }
}
