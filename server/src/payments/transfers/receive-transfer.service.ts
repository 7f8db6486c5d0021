import { Inject, Injectable } from '@nestjs/common';
import type { TransferAnswer } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../platform/config.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { TransferJobs } from './transfer-jobs.js';
import { hasFailed, Transfers, type Transfer } from './transfers.service.js';

/** What a transfer is for, as its feature knows it. */
export interface Received {
  subjectKind: string;
  subjectId: string;
  /** Locks the subject, and throws unless this person still is to have it by a transfer. */
  lock: (tx: Tx) => Promise<void>;
}

/** A person receives what the shop sends them: they confirm it in WeChat. */
@Injectable()
export class ReceiveTransfer {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly transfers: Transfers,
    private readonly jobs: TransferJobs,
  ) {}

  /**
   * Where the transfer stands after asking WeChat. One that failed, as when nobody confirmed it
   * within a day, is begun anew under another number: the money is still theirs.
   * @throws Refusal NOT_FOUND where none was begun, and what `lock` throws
   */
  async of(subject: Received): Promise<TransferAnswer> {
    const begun = await inTransaction(this.db, (tx) => this.openOf(tx, subject));
    await this.jobs.now(begun);
    const { state, packageInfo } = await this.last(subject);
    const { WECHAT_MCH_ID: mchId, WECHAT_APP_ID: appId } = this.config;
    const isWaiting = state === 'awaiting-confirmation' && packageInfo !== null;
    return { state, request: isWaiting ? { mchId, appId, package: packageInfo } : null };
  }

  private async openOf(tx: Tx, subject: Received): Promise<Transfer> {
    await subject.lock(tx);
    const last = await this.last(subject, tx);
    if (!hasFailed(last)) return last;
    await this.transfers.open(tx, last);
    return this.last(subject, tx);
  }

  private async last({ subjectKind, subjectId }: Received, db?: Tx): Promise<Transfer> {
    const transfer = await this.transfers.lastOf(subjectKind, subjectId, db);
    if (!transfer) throw new Refusal('NOT_FOUND');
    return transfer;
  }
}
