import { Inject, Injectable } from '@nestjs/common';
import {
  liesAt,
  normalizedAddress,
  type AddressException,
  type AddressExceptionInput,
  type WrittenPlace,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { affected, inTransaction, isDuplicate, rows, type Tx } from '../../platform/transaction.js';

/** How many there may be: each is compared with where a newcomer has it sent to. */
export const ADDRESS_EXCEPTIONS_MAX = 500;

interface ExceptionRow {
  id: string;
  place: WrittenPlace | string;
  note: string;
  createdAt: Date;
}

/** Places that many live or work at: a dormitory, an office. Being sent there makes nobody one. */
@Injectable()
export class AddressExceptions {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** All of them, the newest first. */
  async list(): Promise<AddressException[]> {
    const found = await rows<ExceptionRow>(
      this.db.manager,
      `SELECT id, place, note, created_at AS createdAt FROM newcomer_address_exception
       ORDER BY id DESC LIMIT ${ADDRESS_EXCEPTIONS_MAX}`,
    );
    return found.map(({ id, place, note, createdAt }) => ({
      ...{ id, ...placeOf(place), note },
      createdAt: createdAt.toISOString(),
    }));
  }

  /** @throws Refusal CONFLICT when it is there already, or there are as many as there may be */
  async add(operator: OperatorSession, input: AddressExceptionInput): Promise<AddressException> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const { note, ...place } = input;
    await inTransaction(this.db, async (tx) => {
      await this.insert(tx, { id, place, note, createdAt });
      await this.record(tx, operator, 'newcomer-address.add', id, null, input);
    });
    return { id, ...input, createdAt: createdAt.toISOString() };
  }

  /** @throws Refusal NOT_FOUND */
  async remove(operator: OperatorSession, id: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const sql = 'SELECT id, place, note FROM newcomer_address_exception WHERE id = ? FOR UPDATE';
      const [found] = await rows<ExceptionRow>(tx, sql, [id]);
      if (!found) throw new Refusal('NOT_FOUND');
      await tx.query('DELETE FROM newcomer_address_exception WHERE id = ?', [id]);
      const before = { ...placeOf(found.place), note: found.note };
      await this.record(tx, operator, 'newcomer-address.remove', id, before, null);
    });
  }

  /** Whether a place lies at one of them. */
  async cover(db: Pick<EntityManager, 'query'>, place: WrittenPlace): Promise<boolean> {
    const found = await rows<Pick<ExceptionRow, 'place'>>(
      db,
      `SELECT place FROM newcomer_address_exception
       WHERE normalized = LEFT(?, CHAR_LENGTH(normalized))`,
      [normalizedAddress(place)],
    );
    return found.some((one) => liesAt(place, placeOf(one.place)));
  }

  private async insert(
    tx: Tx,
    { id, place, note, createdAt }: ExceptionRow & { place: WrittenPlace },
  ): Promise<void> {
    const inserted = await affected(
      tx,
      `INSERT INTO newcomer_address_exception (id, normalized, place, note, created_at)
       SELECT ?, ?, ?, ?, ? FROM DUAL
       WHERE (SELECT COUNT(*) FROM newcomer_address_exception) < ${ADDRESS_EXCEPTIONS_MAX}`,
      [id, normalizedAddress(place), JSON.stringify(place), note, createdAt],
    ).catch((error: unknown) => {
      if (isDuplicate(error)) throw new Refusal('CONFLICT');
      throw error;
    });
    if (inserted === 0) throw new Refusal('CONFLICT', { max: ADDRESS_EXCEPTIONS_MAX });
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    subjectId: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const subject = { subjectKind: 'newcomer-address', subjectId };
    return this.audit.record(tx, { operator, action, ...subject, before, after });
  }
}

function placeOf(place: ExceptionRow['place']): WrittenPlace {
  return (typeof place === 'string' ? JSON.parse(place) : place) as WrittenPlace;
}
