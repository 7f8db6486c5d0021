import { Inject, Injectable } from '@nestjs/common';
import type { Message, Page, PageQuery, SubscriptionAnswers } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { pageOf, shownPage } from '../platform/page.js';
import type { Tx } from '../platform/transaction.js';
import { countUnread, markRead, messagesOf, type MessageRow } from './message.store.js';
import { addSend, ban } from './subscription.store.js';

/** A shopper's messages, and what they let WeChat carry. */
@Injectable()
export class Inbox {
  private readonly templates: ReadonlySet<string>;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.templates = new Set(Object.values(config.WECHAT_SUBSCRIBE_TEMPLATES));
  }

  /** Newest first. */
  async list(shopperId: string, { cursor, limit }: PageQuery): Promise<Page<Message>> {
    const found = await messagesOf(this.db.manager, shopperId, { cursor, limit: limit + 1 });
    return shownPage(pageOf(found, limit), messageOf);
  }

  unread(shopperId: string): Promise<number> {
    return countUnread(this.db.manager, shopperId);
  }

  /** Marks these messages as read, or all; safe to repeat. */
  read(tx: Tx, shopperId: string, ids: readonly string[] | null): Promise<void> {
    return markRead(tx, shopperId, ids, this.clock.now());
  }

  /**
   * Takes in what WeChat's sheet was answered: each `accept` lets one message through, `ban` lets
   * none. `reject` takes nothing back, and `filter` is WeChat's own doing.
   */
  async answer(tx: Tx, shopperId: string, { answers }: SubscriptionAnswers): Promise<void> {
    const now = this.clock.now();
    for (const { templateId, answer } of answers) {
      if (!this.templates.has(templateId)) continue;
      if (answer === 'accept') await addSend(tx, shopperId, templateId, now);
      if (answer === 'ban') await ban(tx, shopperId, templateId, now);
    }
  }
}

function messageOf({ id, kind, facts, orderId, readAt, createdAt }: MessageRow): Message {
  return {
    id,
    kind,
    facts,
    orderId,
    readAt: readAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
