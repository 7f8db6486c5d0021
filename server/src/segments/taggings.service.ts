import { Inject, Injectable } from '@nestjs/common';
import type { Page, SegmentMember, Tagged, Tagging, PageQuery } from '@siyu/shared';
import { PAGE_LIMIT_MAX } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { addMembers, membersAfter, removeMembers } from './segment-member.store.js';
import { lockSegment, segmentsWhere } from './segment.store.js';

const HEADER = ['顾客编号', '手机号', '昵称', '进入时间'];

/** Who is in a segment, and who is put into one by hand. */
@Injectable()
export class Taggings {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Puts a tag on some accounts and takes it off others, by their ids or phone numbers.
   * @throws Refusal NOT_FOUND where there is no such tag
   */
  async tag(operator: OperatorSession, id: string, { add, remove }: Tagging): Promise<Tagged> {
    const known = await this.shoppers.named(this.db.manager, [...add, ...remove]);
    const idsOf = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? []);
    return inTransaction(this.db, async (tx) => {
      if ((await lockSegment(tx, id))?.input.kind !== 'tag') throw new Refusal('NOT_FOUND');
      const now = this.clock.now();
      const by = { id, by: operator.operatorId };
      const removed = await removeMembers(tx, by, idsOf(remove), now);
      const added = await addMembers(tx, by, idsOf(add), now);
      await this.audit.record(tx, {
        ...{ operator, action: 'segment.tag', subjectKind: 'segment', subjectId: id },
        ...{ before: null, after: { added, removed, add: idsOf(add), remove: idsOf(remove) } },
      });
      const unknown = [...add, ...remove].filter((name) => !known.has(name));
      return { added, removed, unknown: [...new Set(unknown)] };
    });
  }

  /** By their ids. @throws Refusal NOT_FOUND */
  async page(id: string, { cursor = '', limit }: PageQuery): Promise<Page<SegmentMember>> {
    await this.assertThere(id);
    return this.members(id, { cursor, limit });
  }

  /**
   * All of them as rows of a file; whole phone numbers for whoever may export members.
   * @throws Refusal NOT_FOUND, before a row is read
   */
  async file(operator: OperatorSession, id: string): Promise<AsyncGenerator<string[]>> {
    await this.assertThere(id);
    return this.rows(operator, id);
  }

  private async assertThere(id: string): Promise<void> {
    const found = await segmentsWhere(this.db.manager, [['id = ?', id]], 1);
    if (found.length === 0) throw new Refusal('NOT_FOUND');
  }

  private async members(
    id: string,
    { cursor, limit }: { cursor: string; limit: number },
  ): Promise<Page<SegmentMember>> {
    const db = this.db.manager;
    const found = await membersAfter(db, id, { after: cursor, limit: limit + 1 });
    const { items, nextCursor } = pageOf(found, limit, ({ shopperId }) => shopperId);
    const ids = items.map(({ shopperId }) => shopperId);
    const phones = await this.shoppers.maskedPhonesOf(db, ids);
    return {
      items: items.map(({ shopperId, nickname, enteredAt }) => ({
        ...{ shopperId, nickname, phoneMasked: phones.get(shopperId) ?? null },
        enteredAt: enteredAt.toISOString(),
      })),
      nextCursor,
    };
  }

  private async *rows(operator: OperatorSession, id: string): AsyncGenerator<string[]> {
    yield HEADER;
    const whole = operator.permissions.has('members.export');
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<SegmentMember> = await this.members(id, { cursor, limit: PAGE_LIMIT_MAX });
      const ids = page.items.map(({ shopperId }) => shopperId);
      const phones = whole ? await this.shoppers.phonesOf(this.db.manager, ids) : null;
      for (const { shopperId, phoneMasked, nickname, enteredAt } of page.items) {
        const phone = phones ? phones.get(shopperId) : phoneMasked;
        yield [shopperId, phone ?? '', nickname ?? '', enteredAt];
      }
      cursor = page.nextCursor;
    }
  }
}
