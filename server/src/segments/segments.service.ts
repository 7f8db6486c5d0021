import { Inject, Injectable } from '@nestjs/common';
import type {
  MemberSegments,
  Page,
  Segment,
  SegmentEdit,
  SegmentInput,
  SegmentListQuery,
  SegmentPreview,
  SegmentRule,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import type { Author } from '../platform/audit-trail.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { RefreshSegments } from './refresh-segments.service.js';
import { compiled } from './rule-sql.js';
import {
  changesOf,
  countFound,
  countMembers,
  sampleFound,
  segmentsOf,
} from './segment-member.store.js';
import {
  deleteSegment,
  insertSegment,
  lockSegment,
  segmentsWhere,
  updateSegment,
  type SegmentRow,
} from './segment.store.js';

const SAMPLED = 10;
const HISTORY_SHOWN = 100;

/** Segments as operators write them. */
@Injectable()
export class Segments {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly refreshing: RefreshSegments,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first. */
  async list({ kind, cursor, limit }: SegmentListQuery): Promise<Page<Segment>> {
    const db = this.db.manager;
    const conditions = [['kind = ?', kind] as const, ['id < ?', cursor] as const];
    const { items, nextCursor } = pageOf(await segmentsWhere(db, conditions, limit + 1), limit);
    return { items: await this.shown(items), nextCursor };
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<Segment> {
    const [segment] = await this.shown(await segmentsWhere(this.db.manager, [['id = ?', id]], 1));
    if (!segment) throw new Refusal('NOT_FOUND');
    return segment;
  }

  /** Whom a rule would hold now, before it is saved. */
  async preview(rule: SegmentRule): Promise<SegmentPreview> {
    const db = this.db.manager;
    const sql = compiled(rule, this.clock.now());
    const counts = await countFound(db, sql);
    const found = await sampleFound(db, sql, SAMPLED);
    const ids = found.map(({ shopperId }) => shopperId);
    const phones = await this.shoppers.maskedPhonesOf(db, ids);
    const sample = found.map((row) => {
      return { ...row, phoneMasked: phones.get(row.shopperId) ?? null };
    });
    return { ...counts, sample };
  }

  /** A rule is asked at once. */
  async create(operator: Author, input: SegmentInput): Promise<Segment> {
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertSegment(tx, { id, input }, now);
      await this.record(tx, operator, 'create', { id, before: null, after: input });
      await this.refreshing.refreshIn(tx, id);
    });
    return this.show(id);
  }

  /**
   * Renames a segment or rewrites its rule, which is asked at once. A tag stays one.
   * @throws Refusal NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT
   */
  async edit(operator: Author, id: string, { version, segment }: SegmentEdit): Promise<Segment> {
    await inTransaction(this.db, async (tx) => {
      const row = await lockSegment(tx, id);
      if (!row) throw new Refusal('NOT_FOUND');
      if (row.version !== version) throw new Refusal('VERSION_CONFLICT');
      if (row.input.kind !== segment.kind) throw new Refusal('INVALID_INPUT', { path: 'kind' });
      await updateSegment(tx, { id, input: segment }, this.clock.now());
      await this.record(tx, operator, 'edit', { id, before: row.input, after: segment });
      await this.refreshing.refreshIn(tx, id);
    });
    return this.show(id);
  }

  /** Nobody is in it any more; what they entered and left is kept. @throws Refusal NOT_FOUND */
  async remove(operator: Author, id: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const row = await lockSegment(tx, id);
      if (!row || !(await deleteSegment(tx, id))) throw new Refusal('NOT_FOUND');
      await this.record(tx, operator, 'delete', { id, before: row.input, after: null });
    });
  }

  /** What an account is in, and what it entered and left. @throws Refusal MEMBER_NOT_FOUND */
  async of(shopperId: string): Promise<MemberSegments> {
    const db = this.db.manager;
    if (!(await this.shoppers.exists(db, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
    const current = await segmentsOf(db, shopperId);
    const history = await changesOf(db, shopperId, HISTORY_SHOWN);
    return {
      current: current.map((one) => ({ ...one, enteredAt: one.enteredAt.toISOString() })),
      history: history.map((one) => ({ ...one, at: one.at.toISOString() })),
    };
  }

  private async shown(found: readonly SegmentRow[]): Promise<Segment[]> {
    const ids = found.map(({ id }) => id);
    const members = await countMembers(this.db.manager, ids);
    return found.map(({ id, version, input, refreshedAt, createdAt }) => ({
      ...{ id, version, segment: input, members: members.get(id) ?? 0 },
      refreshedAt: refreshedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    }));
  }

  private async record(
    tx: Tx,
    operator: Author,
    what: 'create' | 'edit' | 'delete',
    { id, before, after }: { id: string; before: unknown; after: unknown },
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ operator, action: `segment.${what}`, subjectKind: 'segment', subjectId: id },
      ...{ before, after },
    });
  }
}
