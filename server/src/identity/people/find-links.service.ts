import { Inject, Injectable } from '@nestjs/common';
import { daysAfter, firstLinkState, type Joined, type LinkEvidence } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Jobs } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockTogether } from '../lock-shopper.js';
import { LoginListeners } from '../login-listeners.js';
import { PhoneListeners } from '../phone-listeners.js';
import { noteLogin } from './identifier.store.js';
import { People } from './people.service.js';
import { insertLinks, linksBetween, takeTurn, type LinkRow } from './person-link.store.js';
import { oldestSharing } from './person-member.store.js';

const JOB = 'find-person-links';
const ATTEMPTS_MAX = 20;

/** Finds who may be one person: at a login, when a phone number is bound, and in files. */
@Injectable()
export class FindLinks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly people: People,
    private readonly jobs: Jobs,
    logins: LoginListeners,
    phones: PhoneListeners,
  ) {
    logins.add(async (tx, login) => {
      await noteLogin(tx, login, clock.now());
      await this.notice(tx, login.shopperId);
    });
    phones.add((tx, { shopperId }) => this.notice(tx, shopperId));
    jobs.register<{ shopperId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ shopperId }) => this.look(shopperId),
    });
  }

  /** Proposes that these may be one person, because a file of another system has them as one. */
  async suspect(tx: Tx, shopperIds: readonly string[]): Promise<void> {
    const persons = await this.people.personIdsOf(tx, shopperIds);
    const [oldest, ...others] = [...new Set(persons.values())].sort();
    if (oldest === undefined) return;
    for (const otherId of others) {
      const pair = { oneId: oldest, otherId };
      if ((await linksBetween(tx, pair)).length > 0) continue;
      await insertLinks(tx, [this.begun(pair, 'import', 'proposed')]);
    }
  }

  /** A link as it begins; a join that nobody decided says so. */
  begun(pair: Joined, evidence: LinkEvidence, state: LinkRow['state']): LinkRow {
    const now = this.clock.now();
    const isJoined = state === 'joined';
    return {
      ...{ id: newId(now), ...pair, evidence, state, reason: null, decidedBy: null },
      decidedAt: isJoined ? now : null,
      undoUntil: isJoined ? daysAfter(now, this.config.PERSON_UNDO_DAYS) : null,
      createdAt: now,
    };
  }

  /** Asks by a job, so that whoever has nothing in common with anybody waits for one statement. */
  private async notice(tx: Tx, shopperId: string): Promise<void> {
    const shared = Object.values(await oldestSharing(tx, shopperId));
    const hasMates = shared.some((id) => id !== null && id !== shopperId);
    if (hasMates) await this.jobs.add(tx, JOB, shopperId, { shopperId });
  }

  private look(shopperId: string): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const oldest = await oldestSharing(tx, shopperId);
      const others = Object.values(oldest).filter((id) => id !== null);
      const live = await lockTogether(tx, shopperId, others);
      if (!live.has(shopperId)) return;
      await takeTurn(tx);
      for (const evidence of ['unionid', 'phone'] as const) {
        const oneId = oldest[evidence];
        if (oneId === null || oneId === shopperId || !live.has(oneId)) continue;
        await this.link(tx, { oneId, otherId: shopperId }, evidence);
      }
    });
  }

  /** What an operator has kept apart is never joined without one. */
  private async link(tx: Tx, pair: Joined, evidence: LinkEvidence): Promise<void> {
    const known = await linksBetween(tx, pair);
    if (known.some((one) => one.evidence === evidence)) return;
    const persons = await this.people.personIdsOf(tx, [pair.oneId, pair.otherId]);
    if (persons.get(pair.oneId) === persons.get(pair.otherId)) return;
    const keptApart = known.some(({ state }) => state === 'refused' || state === 'split');
    const state = firstLinkState(evidence, keptApart || (await this.bothOwn(tx, pair)));
    await insertLinks(tx, [this.begun(pair, evidence, state)]);
    if (state === 'joined') await this.people.rebuild(tx, [pair.oneId, pair.otherId]);
  }

  private async bothOwn(tx: Tx, { oneId, otherId }: Joined): Promise<boolean> {
    if ((await this.people.ownedBy(tx, oneId)).length === 0) return false;
    return (await this.people.ownedBy(tx, otherId)).length > 0;
  }
}
