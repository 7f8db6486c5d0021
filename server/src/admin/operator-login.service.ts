import { Inject, Injectable } from '@nestjs/common';
import {
  lockedUntil,
  PERMISSIONS,
  type CurrentOperatorView,
  type OperatorLogin,
  type OperatorSessionView,
  type OwnPassword,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { AuditLog } from './audit-log.js';
import { OperatorSessions } from './operator-sessions.js';
import {
  lockCredentials,
  setFailures,
  setPasswordHash,
  type Credentials,
} from './operator.store.js';
import { DECOY_HASH, hashPassword, isOutdated, verifyPassword } from './password.js';

type Attempt = { credentials: Credentials } | { lockedUntil: Date } | 'nobody';

/** Lets operators in, and keeps those out who guess. */
@Injectable()
export class OperatorLoginService {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sessions: OperatorSessions,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws Refusal OPERATOR_LOGIN_FAILED whatever was wrong; OPERATOR_LOCKED with
   * `retryAfterSeconds` after too many wrong passwords, right ones included
   */
  async logIn({ name, password }: OperatorLogin): Promise<OperatorSessionView> {
    const attempt = await this.attempt({ name });
    const stored = attempt === 'nobody' ? DECOY_HASH : attempt.passwordHash;
    const isRight = await verifyPassword(password, stored);
    if (attempt === 'nobody' || attempt.disabled || !isRight) {
      throw new Refusal('OPERATOR_LOGIN_FAILED');
    }
    const fresh = isOutdated(stored) ? await hashPassword(password) : null;
    const opened = await inTransaction(this.db, (tx) => this.letIn(tx, attempt, fresh));
    const session = await this.sessions.authenticate(opened.token);
    if (!session) throw new Refusal('OPERATOR_LOGIN_FAILED');
    return { ...opened, operator: currentOperator(session) };
  }

  async logOut({ sessionId, operatorId: id, name }: OperatorSession): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.sessions.revoke(tx, sessionId);
      await this.record(tx, { id, name }, 'operator.log-out');
    });
  }

  /** Changes one's own password and ends one's other sessions. */
  async changeOwnPassword(operator: OperatorSession, passwords: OwnPassword): Promise<void> {
    const attempt = await this.attempt({ id: operator.operatorId });
    if (attempt === 'nobody') throw new Refusal('SESSION_EXPIRED');
    if (!(await verifyPassword(passwords.current, attempt.passwordHash))) {
      throw new Refusal('OPERATOR_LOGIN_FAILED');
    }
    const hash = await hashPassword(passwords.next);
    await inTransaction(this.db, async (tx) => {
      await setPasswordHash(tx, attempt.id, hash, this.clock.now());
      await this.sessions.revokeAllOf(tx, attempt.id, operator.sessionId);
      await this.record(tx, attempt, 'operator.change-password');
    });
  }

  /**
   * Counts an attempt before the password is looked at, so that guesses made at once count too; a
   * right password takes the count back.
   * @throws Refusal OPERATOR_LOCKED
   */
  private async attempt(by: { name: string } | { id: string }): Promise<Credentials | 'nobody'> {
    const now = this.clock.now();
    const attempt = await inTransaction(this.db, async (tx): Promise<Attempt> => {
      const credentials = await lockCredentials(tx, by);
      if (!credentials) return 'nobody';
      if (credentials.lockedUntil && now < credentials.lockedUntil) {
        return { lockedUntil: credentials.lockedUntil };
      }
      const failures = credentials.failures + 1;
      await setFailures(tx, credentials.id, failures, lockedUntil(failures, now));
      return { credentials };
    });
    if (attempt === 'nobody') return attempt;
    if ('credentials' in attempt) return attempt.credentials;
    const waitMs = attempt.lockedUntil.getTime() - now.getTime();
    throw new Refusal('OPERATOR_LOCKED', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  }

  private async letIn(tx: Tx, operator: Credentials, freshHash: string | null) {
    if (freshHash) await setPasswordHash(tx, operator.id, freshHash, this.clock.now());
    else await setFailures(tx, operator.id, 0, null);
    await this.record(tx, operator, 'operator.log-in');
    return this.sessions.open(tx, operator.id);
  }

  private record(
    tx: Tx,
    { id, name }: Pick<Credentials, 'id' | 'name'>,
    action: string,
  ): Promise<void> {
    return this.audit.record(tx, {
      operator: { operatorId: id, name },
      action,
      subjectKind: 'operator',
      subjectId: id,
      before: null,
      after: null,
    });
  }
}

/** What an operator is told of themselves. */
export function currentOperator(session: OperatorSession): CurrentOperatorView {
  return {
    id: session.operatorId,
    name: session.name,
    permissions: PERMISSIONS.filter((permission) => session.permissions.has(permission)),
  };
}
