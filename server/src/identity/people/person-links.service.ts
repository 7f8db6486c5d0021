import { Inject, Injectable } from '@nestjs/common';
import {
  mayMoveLink,
  mayUndo,
  type Joined,
  type JoinDecision,
  type JoinRequest,
  type LinkState,
  type Page,
  type PersonLink,
  type PersonLinkQuery,
  type LinkProposal,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockTogether } from '../lock-shopper.js';
import { FindLinks } from './find-links.service.js';
import { People } from './people.service.js';
import {
  decideLink,
  insertLinks,
  linksBetween,
  linksWhere,
  lockLink,
  takeTurn,
  type LinkRow,
} from './person-link.store.js';

type Db = Pick<EntityManager, 'query'>;
type Decision = Pick<JoinDecision, 'reason'> & Partial<JoinDecision>;

/** What operators decide of who is one person. No balance moves, whatever they decide. */
@Injectable()
export class PersonLinks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly people: People,
    private readonly links: FindLinks,
    private readonly audit: AuditTrail,
  ) {}

  /** Those in a state, the newest first, with what both sides own. */
  async list({ state, cursor, limit }: PersonLinkQuery): Promise<Page<LinkProposal>> {
    const db = this.db.manager;
    const conditions = [['state = ?', state] as const, ['id < ?', cursor] as const];
    const { items, nextCursor } = pageOf(await linksWhere(db, conditions, limit + 1), limit);
    const ends = items.flatMap(({ oneId, otherId }) => [oneId, otherId]);
    const persons = await this.people.personIdsOf(db, ends);
    const shown: LinkProposal[] = [];
    for (const link of items) {
      const alreadyOne = persons.get(link.oneId) === persons.get(link.otherId);
      const owned = link.state === 'proposed' ? await this.ownedOfBoth(db, link) : null;
      shown.push({ ...shownLink(link), owned, alreadyOne });
    }
    return { items: shown, nextCursor };
  }

  /**
   * An operator says that two accounts are one person.
   * @throws Refusal MEMBER_NOT_FOUND, PERSON_LINK_STATE, BALANCES_UNDECIDED
   */
  join(operator: OperatorSession, request: JoinRequest): Promise<PersonLink> {
    const [oneId = '', otherId = ''] = [request.oneId, request.otherId].sort();
    return inTransaction(this.db, async (tx) => {
      await this.lockBoth(tx, oneId, otherId);
      const known = (await linksBetween(tx, { oneId, otherId })).find(
        ({ evidence }) => evidence === 'operator',
      );
      if (known) return this.move(tx, operator, known, 'joined', request);
      const begun = this.links.begun({ oneId, otherId }, 'operator', 'joined');
      await this.askForBalances(tx, begun, request);
      const link = { ...begun, reason: request.reason, decidedBy: operator.operatorId };
      await insertLinks(tx, [link]);
      await this.people.rebuild(tx, [oneId, otherId]);
      await this.record(tx, operator, null, link);
      return shownLink(link);
    });
  }

  /**
   * Decides a link: joins or refuses what is proposed, splits what is joined while it can be undone.
   * @throws Refusal NOT_FOUND, MEMBER_NOT_FOUND, PERSON_LINK_STATE, BALANCES_UNDECIDED
   */
  decide(
    operator: OperatorSession,
    id: string,
    to: Exclude<LinkState, 'proposed'>,
    decision: Decision,
  ): Promise<PersonLink> {
    return inTransaction(this.db, async (tx) => {
      const [found] = await linksWhere(tx, [['id = ?', id]], 1);
      if (!found) throw new Refusal('NOT_FOUND');
      await this.lockBoth(tx, found.oneId, found.otherId);
      const link = await lockLink(tx, id);
      if (!link) throw new Refusal('NOT_FOUND');
      return this.move(tx, operator, link, to, decision);
    });
  }

  private async move(
    tx: Tx,
    operator: OperatorSession,
    link: LinkRow,
    to: LinkState,
    decision: Decision,
  ): Promise<PersonLink> {
    const now = this.clock.now();
    const { state, undoUntil } = link;
    const isTooLate = to === 'split' && undoUntil !== null && !mayUndo(undoUntil, now);
    if (!mayMoveLink(state, to) || isTooLate) {
      throw new Refusal('PERSON_LINK_STATE', { state, undoUntil });
    }
    if (to === 'joined') await this.askForBalances(tx, link, decision);
    const decidedBy = operator.operatorId;
    const until = to === 'joined' ? this.links.begun(link, link.evidence, to).undoUntil : null;
    const moved = { ...link, state: to, reason: decision.reason, decidedBy, decidedAt: now };
    await decideLink(tx, link, { ...moved, undoUntil: until });
    await this.people.rebuild(tx, [link.oneId, link.otherId]);
    await this.record(tx, operator, link, { ...moved, undoUntil: until });
    return shownLink({ ...moved, undoUntil: until });
  }

  /** @throws Refusal MEMBER_NOT_FOUND where an account is deleted or never was */
  private async lockBoth(tx: Tx, oneId: string, otherId: string): Promise<void> {
    const live = await lockTogether(tx, oneId, [otherId]);
    if (!live.has(oneId) || !live.has(otherId)) throw new Refusal('MEMBER_NOT_FOUND');
    await takeTurn(tx);
  }

  private async askForBalances(tx: Tx, link: LinkRow, { balances }: Decision): Promise<void> {
    if (balances !== undefined) return;
    const { one, other } = await this.ownedOfBoth(tx, link);
    if (one.length === 0 || other.length === 0) return;
    throw new Refusal('BALANCES_UNDECIDED', { one, other });
  }

  private async ownedOfBoth(db: Db, { oneId, otherId }: Joined) {
    const one = await this.people.ownedBy(db, oneId);
    return { one, other: await this.people.ownedBy(db, otherId) };
  }

  private async record(
    tx: Tx,
    operator: OperatorSession,
    before: LinkRow | null,
    after: LinkRow,
  ): Promise<void> {
    const told = ({ oneId, otherId, evidence, state, reason }: LinkRow) => {
      return { oneId, otherId, evidence, state, reason };
    };
    await this.audit.record(tx, {
      ...{ operator, action: `person-link.${after.state}` },
      ...{ subjectKind: 'person-link', subjectId: after.id },
      ...{ before: before && told(before), after: told(after) },
    });
  }
}

/** As operators are shown it. */
export function shownLink(link: LinkRow): PersonLink {
  return {
    ...link,
    decidedAt: link.decidedAt?.toISOString() ?? null,
    undoUntil: link.undoUntil?.toISOString() ?? null,
    createdAt: link.createdAt.toISOString(),
  };
}
