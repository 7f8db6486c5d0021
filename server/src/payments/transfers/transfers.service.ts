import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  daysAfter,
  fen,
  fitsTransfer,
  isTransferEnded,
  mayMoveTransfer,
  minutesAfter,
  TRANSFER_FEN_MIN,
  TRANSFER_NAMED_FROM_FEN,
  type Fen,
  type TransferLimits,
  type TransferState,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { firstArrival } from '../../platform/inbox.js';
import { Jobs } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import './transfer.events.js';
import { sceneOf } from './transfer-scene.js';
import type { TransferAnswer, TransferResource } from './transfer.schema.js';
import {
  findTransfer,
  insertTransfer,
  lastTransferOf,
  lastTransfersOf,
  lockTransfer,
  moveTransfer,
  type Transfer,
} from './transfer.store.js';

export type { Transfer } from './transfer.store.js';

/** When to ask WeChat about a transfer it has not told of. */
const FIRST_CHECK_MINUTES = 5;
/** No call to WeChat takes so long. */
const CALL_OVER_MINUTES = 1;
const REMARK_MAX = 32;

export interface TransferRequest {
  /** What the money is for, such as the refund of a recharge: hears how it ended. */
  subjectKind: string;
  subjectId: string;
  shopperId: string;
  openid: string;
  amountFen: Fen;
  /** What the person reads in WeChat; clipped to its 32 characters. */
  remark: string;
  /** As on their identity card; needed from ¥2,000 on. */
  payeeName: string | null;
}

/** Sends money to a person through WeChat: decided in the caller's transaction, sent by a job. */
@Injectable()
export class Transfers {
  private readonly log = new Logger('transfers');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
  ) {}

  /** What WeChat lets the shop send at once for this; null where it may send nothing. */
  limitsOf(subjectKind: string): TransferLimits | null {
    const scene = sceneOf(this.config, subjectKind);
    if (!scene) return null;
    const maxFen = scene.maxFen === undefined ? null : fen(scene.maxFen);
    return { minFen: fen(TRANSFER_FEN_MIN), maxFen, namedFromFen: fen(TRANSFER_NAMED_FROM_FEN) };
  }

  /** @throws Refusal TRANSFER_INVALID with the limits: too little, too much, or no name for it */
  assertFits(request: Pick<TransferRequest, 'subjectKind' | 'amountFen' | 'payeeName'>): void {
    const limits = this.limitsOf(request.subjectKind);
    const { amountFen } = request;
    if (!limits || !fitsTransfer(request, limits)) {
      throw new Refusal('TRANSFER_INVALID', { amountFen, ...limits });
    }
  }

  /**
   * Begins a transfer. A subject has one that is open or has succeeded, which the table keeps.
   * @throws Refusal TRANSFER_INVALID as `assertFits`
   */
  async open(tx: Tx, request: TransferRequest): Promise<string> {
    this.assertFits(request);
    const now = this.clock.now();
    const id = newId(now);
    const remark = [...request.remark].slice(0, REMARK_MAX).join('');
    await insertTransfer(tx, { ...request, id, remark }, now);
    await this.jobs.add(tx, 'transfer.send', id, { transferId: id });
    return id;
  }

  /**
   * Begins to cancel one that nobody confirmed; answers the state it was in. What WeChat has not
   * answered for is sent no more, and WeChat is asked once a call that was on its way has ended.
   * @throws Refusal TRANSFER_STATE
   */
  async requestCancel(tx: Tx, transferId: string): Promise<TransferState> {
    const transfer = await lockTransfer(tx, transferId);
    if (!transfer || !mayMoveTransfer(transfer.state, 'canceling')) {
      throw new Refusal('TRANSFER_STATE', { state: transfer?.state });
    }
    const now = this.clock.now();
    const isUnanswered = transfer.state === 'requested';
    if (isUnanswered) {
      const checkAt = minutesAfter(now, FIRST_CHECK_MINUTES);
      await moveTransfer(tx, transfer, 'canceling', { checkAt, endedAt: null });
    }
    const runAt = minutesAfter(now, isUnanswered ? CALL_OVER_MINUTES : 0);
    await this.jobs.add(tx, 'transfer.cancel', transferId, { transferId }, runAt);
    return transfer.state;
  }

  /** @throws Refusal TRANSFER_STATE unless the last one of a locked subject ended without success */
  async assertGivenUp(tx: Tx, subjectKind: string, subjectId: string): Promise<void> {
    const last = await lastTransferOf(tx, subjectKind, subjectId);
    if (!last || !hasFailed(last)) throw new Refusal('TRANSFER_STATE', { state: last?.state });
  }

  /** The last transfer of each of these subjects, by subject. */
  lastOfEach(subjectKind: string, subjectIds: readonly string[]): Promise<Map<string, Transfer>> {
    return lastTransfersOf(this.db.manager, subjectKind, subjectIds);
  }

  /** The last transfer that was begun for a subject, or null. */
  lastOf(
    subjectKind: string,
    subjectId: string,
    db: Pick<EntityManager, 'query'> = this.db.manager,
  ): Promise<Transfer | null> {
    return lastTransferOf(db, subjectKind, subjectId);
  }

  /** Takes in a notification, once, whatever the answers of the API said before or after it. */
  async settleNotified(resource: TransferResource): Promise<void> {
    const transfer = await findTransfer(this.db.manager, resource.out_bill_no);
    const fits =
      transfer?.amountFen === resource.transfer_amount &&
      resource.mch_id === this.config.WECHAT_MCH_ID;
    if (!transfer || !fits) {
      this.log.error(`alert: WeChat reports transfer ${resource.out_bill_no} that is not ours`);
      throw new Refusal('NOTIFICATION_INVALID');
    }
    await inTransaction(this.db, async (tx) => {
      const message = `${transfer.id}/${resource.state}`;
      if (!(await firstArrival(tx, 'wechat.transfer', message, this.clock.now()))) return;
      await this.record(tx, transfer.id, resource);
    });
  }

  /** Records what WeChat answered. */
  async settle(transferId: string, answer: TransferAnswer): Promise<void> {
    await inTransaction(this.db, (tx) => this.record(tx, transferId, answer));
  }

  /** Old news moves nothing: the lock and the table of moves decide. */
  private async record(tx: Tx, transferId: string, answer: TransferAnswer): Promise<void> {
    const transfer = await lockTransfer(tx, transferId);
    if (!transfer || !mayMoveTransfer(transfer.state, answer.state)) return;
    const now = this.clock.now();
    const hasEnded = isTransferEnded(answer.state);
    const isWaiting = answer.state === 'awaiting-confirmation';
    await moveTransfer(tx, transfer, answer.state, {
      transferBillNo: answer.transfer_bill_no,
      packageInfo: answer.package_info,
      confirmUntil: isWaiting ? daysAfter(now, 1) : undefined,
      failReason: answer.fail_reason,
      checkAt: hasEnded ? null : minutesAfter(now, FIRST_CHECK_MINUTES),
      endedAt: hasEnded ? now : null,
    });
    if (hasEnded) await this.announce(tx, transfer, answer.state === 'succeeded', now);
  }

  private async announce(tx: Tx, transfer: Transfer, isDone: boolean, now: Date): Promise<void> {
    const { id: transferId, subjectKind, subjectId, amountFen } = transfer;
    const facts = { transferId, subjectKind, subjectId, amountFen, at: now.toISOString() };
    await this.outbox.add(tx, isDone ? 'transfer.succeeded' : 'transfer.failed', facts);
  }
}

/** Whether it has ended and the money stays with the shop. */
export function hasFailed({ state }: Pick<Transfer, 'state'>): boolean {
  return isTransferEnded(state) && state !== 'succeeded';
}
