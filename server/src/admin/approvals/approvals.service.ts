import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  mayMoveApproval,
  type Approval,
  type ApprovalListQuery,
  type ApprovalState,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import type { Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { AuditLog } from '../audit-log.js';
import { approvalsWhere, insertApproval, lockApproval, moveApproval } from './approval.store.js';

/** A kind of change that may need a second person. */
export interface ApprovalKind {
  kind: string;
  /** Makes the change, in the transaction in which it is approved; its id makes it count once. */
  apply: (tx: Tx, approval: Approval) => Promise<void>;
  /** Clears away what waited for it, in the transaction in which it is rejected. */
  rejected?: (tx: Tx, approval: Approval) => Promise<void>;
}

/** Who asks from the command line, which no operator is. */
const COMMAND_LINE_ID = '0'.repeat(26);

export type Ask = Pick<Approval, 'kind' | 'subjectId' | 'input' | 'reason'>;

/** Changes that one operator asks for and another approves. */
@Injectable()
export class Approvals {
  private readonly kinds = new Map<string, ApprovalKind>();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Registers a kind; called once by its feature at start. */
  register(kind: ApprovalKind): void {
    assert(!this.kinds.has(kind.kind), `two kinds of approval ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  /** Leaves a change to someone else; the id of what waits. */
  ask(tx: Tx, { operatorId }: Pick<Author, 'operatorId'>, ask: Ask): Promise<string> {
    return this.askFor(tx, operatorId ?? COMMAND_LINE_ID, ask);
  }

  /** The same for whoever asks; what a shopper asks for, any operator who may decides. */
  async askFor(tx: Tx, askedBy: string, ask: Ask): Promise<string> {
    assert(this.kinds.has(ask.kind), `no kind of approval ${ask.kind}`);
    const now = this.clock.now();
    const id = newId(now);
    await insertApproval(tx, { ...ask, id, askedBy }, now);
    return id;
  }

  /** What waits and what was decided, newest first. */
  async list({ state, cursor, limit }: ApprovalListQuery): Promise<Page<Approval>> {
    const found = await approvalsWhere(
      this.db.manager,
      [
        ['state = ?', state],
        ['id < ?', cursor],
      ],
      limit + 1,
    );
    return pageOf(found, limit);
  }

  /**
   * Approves a change and makes it.
   * @throws Refusal NOT_FOUND, APPROVAL_STATE when it is decided, APPROVAL_NEEDS_ANOTHER for who
   *   asked for it, and what the change itself throws
   */
  approve(operator: OperatorSession, id: string): Promise<Approval> {
    return this.decide(operator, id, 'approved', async (tx, approval) => {
      if (approval.askedBy === operator.operatorId) throw new Refusal('APPROVAL_NEEDS_ANOTHER');
      await this.kindOf(approval).apply(tx, approval);
    });
  }

  /** Rejects a change, or withdraws one's own. @throws Refusal NOT_FOUND, APPROVAL_STATE */
  reject(operator: OperatorSession, id: string): Promise<Approval> {
    return this.decide(operator, id, 'rejected', (tx, approval) =>
      this.kindOf(approval).rejected?.(tx, approval),
    );
  }

  private kindOf({ kind: name }: Pick<Approval, 'kind'>): ApprovalKind {
    const kind = this.kinds.get(name);
    assert(kind !== undefined, `no kind of approval ${name}`);
    return kind;
  }

  private decide(
    operator: OperatorSession,
    id: string,
    to: ApprovalState,
    act: (tx: Tx, approval: Approval) => Promise<void> | undefined,
  ): Promise<Approval> {
    return inTransaction(this.db, async (tx) => {
      const approval = await lockApproval(tx, id);
      if (!approval) throw new Refusal('NOT_FOUND');
      if (!mayMoveApproval(approval.state, to)) {
        throw new Refusal('APPROVAL_STATE', { state: approval.state });
      }
      await act(tx, approval);
      const at = this.clock.now();
      await moveApproval(tx, approval, to, { by: operator.operatorId, at });
      const { kind, subjectId, input, reason, state } = approval;
      const told = { kind, subjectId, input, reason };
      await this.audit.record(tx, {
        ...{ operator, action: `approval.${to}`, subjectKind: 'approval', subjectId: id },
        ...{ before: { ...told, state }, after: { ...told, state: to } },
      });
      const decided = { decidedBy: operator.operatorId, decidedAt: at.toISOString() };
      return { ...approval, state: to, ...decided };
    });
  }
}
