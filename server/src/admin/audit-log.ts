import { Inject, Injectable } from '@nestjs/common';
import type { AuditEntry, AuditLogQuery, Page } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type OperatorWrite } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { pageOf, shownPage } from '../platform/page.js';
import { rows, type Tx } from '../platform/transaction.js';
import { maskPersonal } from './mask-personal.js';

interface EntryRow extends Omit<AuditEntry, 'createdAt'> {
  createdAt: Date;
}

/**
 * Who did what, when, and what changed. Written in the transaction of the change, so neither is
 * there without the other; nothing updates or deletes an entry.
 */
@Injectable()
export class AuditLog extends AuditTrail {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override record(tx: Tx, write: OperatorWrite): Promise<void> {
    return insertEntry(tx, write, this.clock.now());
  }

  /** A page of entries, newest first. */
  async list(query: AuditLogQuery): Promise<Page<AuditEntry>> {
    const conditions = conditionsOf(query);
    const found = await rows<EntryRow>(
      this.db.manager,
      `SELECT id, operator_id AS operatorId, operator_name AS operatorName, action,
         subject_kind AS subjectKind, subject_id AS subjectId, before_value AS \`before\`,
         after_value AS \`after\`, created_at AS createdAt
       FROM audit_log
       WHERE ${['TRUE', ...conditions.map(([condition]) => condition)].join(' AND ')}
       ORDER BY id DESC LIMIT ?`,
      [...conditions.map(([, value]) => value), query.limit + 1],
    );
    return shownPage(pageOf(found, query.limit), entryOf);
  }
}

/** For writes from the command line, where no module is running. */
export async function insertEntry(tx: Tx, write: OperatorWrite, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO audit_log (id, operator_id, operator_name, action, subject_kind, subject_id,
       before_value, after_value, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      newId(now),
      write.operator.operatorId,
      write.operator.name,
      write.action,
      write.subjectKind,
      write.subjectId,
      recorded(write.before),
      recorded(write.after),
      now,
    ],
  );
}

function recorded(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(maskPersonal(value));
}

function conditionsOf(query: AuditLogQuery): [string, unknown][] {
  const asked: [string, unknown][] = [
    ['operator_id = ?', query.operatorId],
    ['action = ?', query.action],
    ['subject_kind = ?', query.subjectKind],
    ['subject_id = ?', query.subjectId],
    ['created_at >= ?', query.from && new Date(query.from)],
    ['created_at < ?', query.until && new Date(query.until)],
    ['id < ?', query.cursor],
  ];
  return asked.filter(([, value]) => value !== undefined);
}

function entryOf(row: EntryRow): AuditEntry {
  return {
    ...row,
    before: parsed(row.before),
    after: parsed(row.after),
    createdAt: row.createdAt.toISOString(),
  };
}

/** MariaDB hands a JSON column over as text, MySQL as what it holds. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
