import { Inject, Injectable } from '@nestjs/common';
import { isTransferEnded, type TransferAnswer } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { TransferJobs } from '../../payments/transfers/transfer-jobs.js';
import { Transfers, type Transfer } from '../../payments/transfers/transfers.service.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockOwnRefund, RECHARGE_REFUND } from './recharge-refund.store.js';

/** A shopper receives what goes back of a recharge by transfer, which they confirm in WeChat. */
@Injectable()
export class ReceiveRefund {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly transfers: Transfers,
    private readonly jobs: TransferJobs,
  ) {}

  /**
   * Where the transfer stands after asking WeChat. One that failed, as when nobody confirmed it
   * within a day, is begun anew: the money is still theirs.
   * @throws Refusal NOT_FOUND unless a refund of theirs goes by transfer
   */
  async of(shopperId: string, refundId: string): Promise<TransferAnswer> {
    const begun = await inTransaction(this.db, (tx) => this.openOf(tx, shopperId, refundId));
    await this.jobs.now(begun);
    const { state, packageInfo } = await this.last(refundId);
    const { WECHAT_MCH_ID: mchId, WECHAT_APP_ID: appId } = this.config;
    const isWaiting = state === 'awaiting-confirmation' && packageInfo !== null;
    return { state, request: isWaiting ? { mchId, appId, package: packageInfo } : null };
  }

  private async openOf(tx: Tx, shopperId: string, refundId: string): Promise<Transfer> {
    const refund = await lockOwnRefund(tx, refundId, shopperId);
    if (refund?.channel !== 'transfer') throw new Refusal('NOT_FOUND');
    const last = await this.last(refundId, tx);
    if (!isTransferEnded(last.state) || last.state === 'succeeded') return last;
    await this.transfers.open(tx, last);
    return this.last(refundId, tx);
  }

  private async last(refundId: string, db?: Tx): Promise<Transfer> {
    const transfer = await this.transfers.lastOf(RECHARGE_REFUND, refundId, db);
    if (!transfer) throw new Refusal('NOT_FOUND');
    return transfer;
  }
}
