import {
  Controller,
  HttpCode,
  Inject,
  Logger,
  Post,
  Req,
  type RawBodyRequest,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../platform/access.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Refusal } from '../platform/refusal.js';
import { Refuses } from '../platform/refuses.js';
import { Payments } from './payments.service.js';
import { PlatformKeys } from './platform-keys.js';
import { Refunds } from './refunds.service.js';
import { headersOf, parseJson } from './signed-requests.js';
import {
  notificationSchema,
  refundResourceSchema,
  transactionSchema,
  type Notification,
} from './transaction.schema.js';
import { transferResourceSchema } from './transfers/transfer.schema.js';
import { Transfers } from './transfers/transfers.service.js';
import { unseal } from './unseal.js';

/**
 * WeChat's notifications: verified over the raw body, decrypted, committed, then answered. All come
 * from a few addresses of WeChat's, so no limit counts them.
 */
@ApiTags('wechat')
@Controller('wechat/pay')
@Public()
export class NotifyController {
  private readonly log = new Logger('notify');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: PlatformKeys,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly transfers: Transfers,
  ) {}

  /**
   * Any failure is answered with a status that makes WeChat try again (its timetable runs for a
   * day). SIGNATURE_INVALID and NOTIFICATION_INVALID change nothing and are logged as alerts.
   */
  @Post('notify')
  @HttpCode(204)
  @RouteConfig({ rateLimit: false })
  @ApiExcludeEndpoint()
  @Refuses('SIGNATURE_INVALID', 'NOTIFICATION_INVALID')
  async notify(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    const raw = request.rawBody?.toString('utf8') ?? '';
    if (!(await this.keys.verify(headersOf(request.headers), raw))) {
      this.log.error('alert: a notification whose signature does not verify');
      throw new Refusal('SIGNATURE_INVALID');
    }
    const notification = notificationSchema.safeParse(parseJson(raw));
    if (!notification.success) throw new Refusal('NOTIFICATION_INVALID');
    await this.act(notification.data);
  }

  private async act(notification: Notification): Promise<void> {
    const resource = this.decrypt(notification);
    if (notification.event_type === 'TRANSACTION.SUCCESS') {
      const transaction = transactionSchema.safeParse(resource);
      if (!transaction.success || transaction.data.trade_state !== 'SUCCESS') {
        throw new Refusal('NOTIFICATION_INVALID');
      }
      await this.payments.settle(transaction.data);
    } else if (notification.event_type.startsWith('REFUND.')) {
      const refund = refundResourceSchema.safeParse(resource);
      if (!refund.success) throw new Refusal('NOTIFICATION_INVALID');
      await this.refunds.settleNotified(refund.data);
    } else if (notification.event_type === 'MCHTRANSFER.BILL.FINISHED') {
      const transfer = transferResourceSchema.safeParse(resource);
      if (!transfer.success) throw new Refusal('NOTIFICATION_INVALID');
      await this.transfers.settleNotified(transfer.data);
    }
  }

  private decrypt({ resource }: Notification): unknown {
    const text = unseal(this.config.WECHAT_API_V3_KEY, resource);
    if (text === null) throw new Refusal('NOTIFICATION_INVALID');
    return parseJson(text);
  }
}
