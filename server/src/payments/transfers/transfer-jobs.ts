import { Inject, Injectable } from '@nestjs/common';
import { isTransferEnded } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../platform/config.js';
import { Jobs } from '../../platform/jobs.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { WechatPay, WechatPayError } from '../wechat-pay.js';
import { transferAnswerSchema } from './transfer.schema.js';
import { findTransfer, noteTransferError, type Transfer } from './transfer.store.js';
import { Transfers } from './transfers.service.js';
import { sceneOf } from './transfer-scene.js';

const PATH = '/v3/fund-app/mch-transfer/transfer-bills';
const ATTEMPTS_MAX = 60;

/**
 * Asks WeChat for a transfer, about one, and to cancel one. After an unknown error the same number
 * is asked for again, so that WeChat makes it once.
 */
@Injectable()
export class TransferJobs {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly wechat: WechatPay,
    private readonly transfers: Transfers,
    jobs: Jobs,
  ) {
    const register = (kind: string, run: (id: string) => Promise<void>) =>
      jobs.register<{ transferId: string }>({
        ...{ kind, attemptsMax: ATTEMPTS_MAX },
        run: ({ transferId }) => run(transferId),
      });
    register('transfer.send', (id) => this.send(id));
    register('transfer.cancel', (id) => this.cancel(id));
  }

  /** Sends it or asks about it at once, for its person who waits; the queue does so anyway. */
  async now({ id, state }: Pick<Transfer, 'id' | 'state'>): Promise<void> {
    if (isTransferEnded(state)) return;
    try {
      await (state === 'requested' ? this.send(id) : this.check(id));
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof WechatPayError)) throw error;
    }
  }

  /** Asks WeChat what became of one. What is sent no more and never came to WeChat is cancelled. */
  async check(transferId: string): Promise<void> {
    try {
      const answer = await this.wechat.call('GET', `${PATH}/out-bill-no/${transferId}`);
      await this.take(transferId, answer);
    } catch (error) {
      const isUnknown = error instanceof WechatPayError && error.code === 'NOT_FOUND';
      const transfer = isUnknown ? await findTransfer(this.db.manager, transferId) : null;
      if (transfer?.state !== 'canceling') throw error;
      await this.transfers.settle(transferId, { out_bill_no: transferId, state: 'cancelled' });
    }
  }

  private async send(transferId: string): Promise<void> {
    const transfer = await findTransfer(this.db.manager, transferId);
    if (transfer?.state !== 'requested') return;
    const { body, serial } = await this.bodyOf(transfer);
    const answer = await this.wechat
      .call('POST', PATH, body, serial)
      .catch((error: unknown) => this.refused(transferId, error));
    await this.take(transferId, answer);
  }

  private async cancel(transferId: string): Promise<void> {
    try {
      const path = `${PATH}/out-bill-no/${transferId}/cancel`;
      await this.take(transferId, await this.wechat.call('POST', path, {}));
    } catch (error) {
      // It was confirmed meanwhile, or has ended: then that is what it has come to.
      if (!(error instanceof WechatPayError)) throw error;
      await this.check(transferId);
    }
  }

  private async take(transferId: string, answer: unknown): Promise<void> {
    const parsed = transferAnswerSchema.safeParse(answer);
    if (!parsed.success) throw new Refusal('WECHAT_UNAVAILABLE');
    await this.transfers.settle(transferId, parsed.data);
  }

  /** Leaves it to the queue to ask again, and tells operators why. */
  private async refused(transferId: string, error: unknown): Promise<never> {
    await inTransaction(this.db, (tx) => noteTransferError(tx, transferId, String(error)));
    throw error;
  }

  private async bodyOf(transfer: Transfer): Promise<{ body: object; serial: string | undefined }> {
    const scene = sceneOf(this.config, transfer.subjectKind);
    const sealed = transfer.payeeName === null ? null : await this.wechat.seal(transfer.payeeName);
    const body = {
      appid: this.config.WECHAT_APP_ID,
      out_bill_no: transfer.id,
      transfer_scene_id: scene?.sceneId,
      openid: transfer.openid,
      ...(sealed === null ? {} : { user_name: sealed.ciphertext }),
      transfer_amount: transfer.amountFen,
      transfer_remark: transfer.remark,
      notify_url: `${this.config.PUBLIC_URL}/wechat/pay/notify`,
      transfer_scene_report_infos: Object.entries(scene?.reports ?? {}).map(
        ([info_type, info_content]) => ({ info_type, info_content }),
      ),
    };
    return { body, serial: sealed?.serial };
  }
}
