import { Inject, Injectable } from '@nestjs/common';
import {
  followUpFacts,
  type FollowUpQuery,
  type Page,
  type StaffCustomer,
  type StaffNoteInput,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../identity/lock-shopper.js';
import { Shoppers } from '../../identity/shoppers.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { findChannel } from '../list/channel.store.js';
import { customersToCall, insertNote, isCustomer } from './staff.store.js';

/** Staff are channels of that kind; their customers are who is bound to their code. */
@Injectable()
export class Staff {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly audit: AuditTrail,
  ) {}

  /** Whom to call for that reason. @throws Refusal NOT_FOUND for a channel that is no colleague */
  async toCall(channelId: string, query: FollowUpQuery): Promise<Page<StaffCustomer>> {
    const db = this.db.manager;
    const channel = await findChannel(db, channelId);
    if (channel?.input.kind !== 'staff') throw new Refusal('NOT_FOUND');
    const { why, cursor, limit } = query;
    const now = this.clock.now();
    const asked = { channelId, why, before: cursor, limit: limit + 1 };
    const found = await customersToCall(db, asked, { facts: followUpFacts(now), now });
    const page = pageOf(found, limit);
    const ids = page.items.map(({ shopperId }) => shopperId);
    const phones = await this.shoppers.maskedPhonesOf(db, ids);
    return shownPage(page, ({ id: _, boundAt, lastPaidAt, notedAt, ...one }) => ({
      ...{ ...one, phoneMasked: phones.get(one.shopperId) ?? null },
      ...{ boundAt: boundAt.toISOString(), lastPaidAt: lastPaidAt?.toISOString() ?? null },
      notedAt: notedAt?.toISOString() ?? null,
    }));
  }

  /** Notes what was said to a customer. @throws Refusal NOT_FOUND for one who is not theirs */
  async note(
    operator: OperatorSession,
    about: { channelId: string; shopperId: string },
    { note }: StaffNoteInput,
  ): Promise<void> {
    const notedAt = this.clock.now();
    await inTransaction(this.db, async (tx) => {
      await lockShopper(tx, about.shopperId);
      if (!(await isCustomer(tx, about, notedAt))) throw new Refusal('NOT_FOUND');
      const { operatorId } = operator;
      await insertNote(tx, { id: newId(notedAt), ...about, note, operatorId, notedAt });
      // The note itself goes with the account; the log keeps that there was one.
      await this.audit.record(tx, {
        ...{ operator, action: 'staff.note', subjectKind: 'channel', subjectId: about.channelId },
        ...{ before: null, after: { shopperId: about.shopperId, length: note.length } },
      });
    });
  }
}
