import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs } from '../platform/jobs.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { WechatApi, WechatError } from '../platform/wechat-api.js';
import { lockMessage, setPush, type MessageRow } from './message.store.js';
import { forgetSends, giveBackSend, takeSend } from './subscription.store.js';
import { DEFAULT_FIELDS, fillTemplate } from './template-fields.js';

const ATTEMPTS_MAX = 12;
const NOT_ACCEPTED = 43101;
/** Wrong in how the shop is set up: the template, its fields, the page or the person. */
const MISTAKES: ReadonlySet<number> = new Set([40003, 40037, 41030, 47003]);
const PAGES: Readonly<Record<string, (message: MessageRow) => string>> = {
  'flash-sale-begins': ({ facts }) => `flash-sale/index?campaignId=${facts['campaignId']}`,
  'after-sale-answered': ({ facts }) => `after-sale/detail?id=${facts['afterSaleId']}`,
};

interface Sending {
  message: MessageRow;
  templateId: string;
  openid: string;
}

/** Carries a message through WeChat: one acceptance, one message (case 61). */
@Injectable()
export class SendMessageJob {
  private readonly log = new Logger('messages');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly wechat: WechatApi,
    private readonly shoppers: Shoppers,
    jobs: Jobs,
  ) {
    jobs.register({
      kind: 'message.send',
      attemptsMax: ATTEMPTS_MAX,
      run: ({ messageId }: { messageId: string }) => this.run(messageId),
    });
  }

  private async run(messageId: string): Promise<void> {
    const sending = await inTransaction(this.db, (tx) => this.begin(tx, messageId));
    if (sending === null) return;
    const refusal = await this.send(sending);
    await inTransaction(this.db, (tx) => this.end(tx, sending, refusal));
  }

  /** Uses up an acceptance, once however often the job is run; null when there is none to use. */
  private async begin(tx: Tx, messageId: string): Promise<Sending | null> {
    const message = await lockMessage(tx, messageId);
    const templateId = message && this.config.WECHAT_SUBSCRIBE_TEMPLATES[message.kind];
    if (!message || !templateId) return null;
    if (message.push === 'waiting') {
      const isWanted = await takeSend(tx, message.shopperId, templateId);
      await setPush(tx, messageId, isWanted ? 'sending' : 'unwanted');
      if (!isWanted) return null;
    } else if (message.push !== 'sending') return null;
    return { message, templateId, openid: await this.shoppers.openidOf(tx, message.shopperId) };
  }

  /** Null when it was sent; why WeChat will never take it otherwise. What may pass is thrown on. */
  private async send({ message, templateId, openid }: Sending): Promise<WechatError | null> {
    const { kind, facts, orderId } = message;
    const fields = this.config.WECHAT_SUBSCRIBE_FIELDS[kind] ?? DEFAULT_FIELDS[kind];
    try {
      await this.wechat.post('/cgi-bin/message/subscribe/send', {
        touser: openid,
        template_id: templateId,
        page: pageOf(message),
        data: fillTemplate(fields, { ...facts, orderId: orderId ?? '' }),
        miniprogram_state: this.config.WECHAT_MINIPROGRAM_STATE,
        lang: 'zh_CN',
      });
      return null;
    } catch (error) {
      if (!(error instanceof WechatError)) throw error;
      if (error.errcode !== NOT_ACCEPTED && !MISTAKES.has(error.errcode)) throw error;
      return error;
    }
  }

  private async end(tx: Tx, sending: Sending, refusal: WechatError | null): Promise<void> {
    const { message, templateId } = sending;
    if (refusal === null) return setPush(tx, message.id, 'sent');
    if (refusal.errcode === NOT_ACCEPTED) {
      await forgetSends(tx, message.shopperId, templateId);
      return setPush(tx, message.id, 'unwanted');
    }
    this.log.error(`alert: WeChat refuses ${message.kind} messages: ${refusal.message}`);
    await giveBackSend(tx, message.shopperId, templateId);
    await setPush(tx, message.id, 'failed');
  }
}

function pageOf(message: MessageRow): string {
  const own = PAGES[message.kind];
  if (own) return own(message);
  return message.orderId === null ? 'messages/index' : `orders/detail?id=${message.orderId}`;
}
