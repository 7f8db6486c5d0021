import { Inject, Injectable } from '@nestjs/common';
import type { Message } from '@siyu/shared';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import type { Tx } from '../platform/transaction.js';
import { insertMessage } from './message.store.js';

/** Something a shopper should know. Clients word it by `kind` from `facts`. */
export interface Notice {
  shopperId: string;
  kind: Message['kind'];
  facts: Message['facts'];
  /** The order it is about, which a tap opens. */
  orderId: string | null;
  /** Names the event, once for ever and per shopper: said again, it is not said twice. */
  dedupe: string;
}

/** The one way to tell a shopper something: in the app, and through WeChat where they agreed. */
@Injectable()
export class Notices {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** Writes the message in the transaction of what it tells of; WeChat is told by a job. */
  async send(tx: Tx, notice: Notice): Promise<void> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const hasTemplate = this.config.WECHAT_SUBSCRIBE_TEMPLATES[notice.kind] !== undefined;
    const push = hasTemplate ? 'waiting' : 'none';
    if (!(await insertMessage(tx, { ...notice, id, push, createdAt }))) return;
    if (hasTemplate) await this.jobs.add(tx, 'message.send', id, { messageId: id });
  }
}
