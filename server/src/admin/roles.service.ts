import { Inject, Injectable } from '@nestjs/common';
import { ROLES_MAX, type Role, type RoleInput } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { AuditLog } from './audit-log.js';
import { OperatorSessions } from './operator-sessions.js';
import {
  allRoles,
  deleteRole,
  insertRole,
  isRoleHeld,
  lockRoles,
  updateRole,
} from './role.store.js';
import { refuseBeyond } from './within-own-permissions.js';

/** Named sets of permissions. The owner's is built in; nobody gives what they do not hold. */
@Injectable()
export class Roles {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sessions: OperatorSessions,
    private readonly audit: AuditLog,
  ) {}

  list(): Promise<Role[]> {
    return allRoles(this.db.manager);
  }

  /** @throws Refusal PERMISSION_MISSING; CONFLICT `name-taken`, or `max` when there are too many */
  create(author: OperatorSession, input: RoleInput): Promise<Role> {
    return inTransaction(this.db, async (tx) => {
      const roles = await lockRoles(tx);
      if (roles.length > ROLES_MAX) throw new Refusal('CONFLICT', { max: ROLES_MAX });
      refuseTaken(roles, input.name, null);
      refuseBeyond(author, input.permissions);
      const role = { id: newId(this.clock.now()), isOwner: false, ...input };
      await insertRole(tx, role, this.clock.now());
      await this.record(tx, author, 'role.create', null, role);
      return role;
    });
  }

  /** @throws Refusal NOT_FOUND, PERMISSION_MISSING; CONFLICT `built-in`, `name-taken` */
  change(author: OperatorSession, roleId: string, input: RoleInput): Promise<Role> {
    return inTransaction(this.db, async (tx) => {
      const roles = await lockRoles(tx);
      const before = changeable(author, roles, roleId);
      refuseTaken(roles, input.name, roleId);
      refuseBeyond(author, input.permissions);
      const after = { ...before, ...input };
      await updateRole(tx, after, this.clock.now());
      this.sessions.changed(tx);
      await this.record(tx, author, 'role.change', before, after);
      return after;
    });
  }

  /** @throws Refusal NOT_FOUND, PERMISSION_MISSING; CONFLICT `built-in`, `held` by an operator */
  async remove(author: OperatorSession, roleId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const before = changeable(author, await lockRoles(tx), roleId);
      if (await isRoleHeld(tx, roleId)) throw new Refusal('CONFLICT', { reason: 'held' });
      await deleteRole(tx, roleId);
      await this.record(tx, author, 'role.delete', before, null);
    });
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    before: Role | null,
    after: Role | null,
  ): Promise<void> {
    const subjectId = (before ?? after)?.id ?? '';
    return this.audit.record(tx, {
      operator,
      action,
      subjectKind: 'role',
      subjectId,
      before,
      after,
    });
  }
}

function changeable(author: OperatorSession, roles: readonly Role[], roleId: string): Role {
  const role = roles.find((one) => one.id === roleId);
  if (!role) throw new Refusal('NOT_FOUND', { roleId });
  if (role.isOwner) throw new Refusal('CONFLICT', { reason: 'built-in' });
  refuseBeyond(author, role.permissions);
  return role;
}

function refuseTaken(roles: readonly Role[], name: string, ownId: string | null): void {
  if (roles.some((role) => role.name === name && role.id !== ownId)) {
    throw new Refusal('CONFLICT', { reason: 'name-taken' });
  }
}
