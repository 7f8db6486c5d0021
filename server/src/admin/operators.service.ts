import { Inject, Injectable } from '@nestjs/common';
import type { NewOperator, Operator, OperatorChange, OperatorPassword, Role } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { AuditLog } from './audit-log.js';
import { createOperator } from './new-operator.js';
import { OperatorSessions } from './operator-sessions.js';
import {
  allOperators,
  countOwners,
  operatorById,
  setDisabled,
  setPasswordHash,
  setRoles,
} from './operator.store.js';
import { hashPassword, newPassword } from './password.js';
import { lockRoles } from './role.store.js';
import { refuseBeyond } from './within-own-permissions.js';

/**
 * Who works here. Nobody gives, takes or touches what they may not do themselves, and the last
 * owner stays. Operators are disabled, never deleted: their names stay on what they did.
 */
@Injectable()
export class Operators {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sessions: OperatorSessions,
    private readonly audit: AuditLog,
  ) {}

  list(): Promise<Operator[]> {
    return allOperators(this.db.manager);
  }

  /** @throws Refusal OPERATOR_NAME_TAKEN, PERMISSION_MISSING, NOT_FOUND, CONFLICT */
  async create(author: OperatorSession, wanted: NewOperator): Promise<OperatorPassword> {
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    const operator = await inTransaction(this.db, async (tx) => {
      rolesGiven(author, await lockRoles(tx), wanted.roleIds);
      const created = await createOperator(tx, { ...wanted, passwordHash }, this.clock.now());
      await this.record(tx, author, 'operator.create', created.id, null, created);
      return created;
    });
    return { operator, password };
  }

  /** @throws Refusal NOT_FOUND, PERMISSION_MISSING; CONFLICT `last-owner` */
  change(author: OperatorSession, operatorId: string, change: OperatorChange): Promise<Operator> {
    return inTransaction(this.db, async (tx) => {
      const roles = await lockRoles(tx);
      const before = await this.touchable(tx, author, operatorId, roles);
      rolesGiven(author, roles, change.roleIds);
      await setRoles(tx, operatorId, change.roleIds);
      await setDisabled(tx, operatorId, change.disabled, this.clock.now());
      if ((await countOwners(tx)) === 0) throw new Refusal('CONFLICT', { reason: 'last-owner' });
      if (change.disabled) await this.sessions.revokeAllOf(tx, operatorId);
      this.sessions.changed(tx);
      const after = await this.existing(tx, operatorId);
      await this.record(tx, author, 'operator.change', operatorId, before, after);
      return after;
    });
  }

  /** Makes a new password for an operator, who is logged out everywhere; ends a lockout. */
  async resetPassword(author: OperatorSession, operatorId: string): Promise<OperatorPassword> {
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    const operator = await inTransaction(this.db, async (tx) => {
      const before = await this.touchable(tx, author, operatorId, await lockRoles(tx));
      await setPasswordHash(tx, operatorId, passwordHash, this.clock.now());
      await this.sessions.revokeAllOf(tx, operatorId);
      const after = await this.existing(tx, operatorId);
      await this.record(tx, author, 'operator.reset-password', operatorId, before, after);
      return after;
    });
    return { operator, password };
  }

  /** The operator as they are, unless they may do more than the author. */
  private async touchable(
    tx: Tx,
    author: OperatorSession,
    operatorId: string,
    roles: readonly Role[],
  ): Promise<Operator> {
    const operator = await this.existing(tx, operatorId);
    const held = new Set(operator.roles.map((role) => role.id));
    for (const role of roles.filter((one) => held.has(one.id))) {
      refuseBeyond(author, role.permissions);
    }
    return operator;
  }

  private async existing(tx: Tx, operatorId: string): Promise<Operator> {
    const operator = await operatorById(tx, operatorId);
    if (!operator) throw new Refusal('NOT_FOUND', { operatorId });
    return operator;
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    subjectId: string,
    before: Operator | null,
    after: Operator | null,
  ): Promise<void> {
    return this.audit.record(tx, {
      operator,
      action,
      subjectKind: 'operator',
      subjectId,
      before,
      after,
    });
  }
}

/** Checks roles that are to be given: they exist, and allow nothing the author may not do. */
function rolesGiven(
  author: OperatorSession,
  roles: readonly Role[],
  roleIds: readonly string[],
): void {
  for (const roleId of roleIds) {
    const role = roles.find((one) => one.id === roleId);
    if (!role) throw new Refusal('NOT_FOUND', { roleId });
    refuseBeyond(author, role.permissions);
  }
}
