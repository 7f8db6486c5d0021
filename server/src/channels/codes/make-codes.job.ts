import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Jobs, RunAgain } from '../../platform/jobs.js';
import { Refusal } from '../../platform/refusal.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { WechatCodes } from '../../wechat-links/wechat-codes.service.js';
import { WechatLinks } from '../../wechat-links/wechat-links.service.js';
import {
  batchesWhere,
  codesOf,
  deleteEndedBatches,
  endCode,
  failWaiting,
  type ChannelCodeRow,
  type CodeBatchRow,
} from './channel-code.store.js';

const JOB = 'channel-codes';
const ATTEMPTS_MAX = 5;
/** Well within a job's lease; a larger batch is made in several goes. */
const GO_MS = 20_000;
const FORGET_EVERY_MS = 600_000;
const FORGET_BATCH = 20;

/**
 * Has WeChat make the codes of a batch, one after another. Each is noted as it is made, so that a
 * run that was cut off is taken up where it was. What WeChat refuses is noted and left; when it does
 * not answer at all, the queue tries later, and at last the rest has failed.
 */
@Injectable()
export class MakeCodesJob {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly codes: WechatCodes,
    private readonly links: WechatLinks,
    sweeps: Sweeps,
  ) {
    jobs.register<{ batchId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ batchId }, attempt) => this.workOff(batchId, attempt),
    });
    sweeps.every('channel-codes.forget', FORGET_EVERY_MS, () => this.forget());
  }

  queue(tx: Tx, batchId: string): Promise<void> {
    return this.jobs.add(tx, JOB, batchId, { batchId });
  }

  private async workOff(batchId: string, attempt: number): Promise<void> {
    const until = performance.now() + GO_MS;
    const conditions = [['id = ?', batchId]] as const;
    const [batch] = await batchesWhere(this.db.manager, {
      ...{ now: this.clock.now(), conditions, limit: 1 },
    });
    try {
      for (let next = batch && (await this.next(batchId)); batch && next;) {
        if (performance.now() > until) throw new RunAgain(0);
        await this.make(batch, next);
        next = await this.next(batchId);
      }
    } catch (error) {
      const isLast = attempt >= ATTEMPTS_MAX && !(error instanceof RunAgain);
      const code = error instanceof Refusal ? error.code : 'INTERNAL';
      if (isLast) await inTransaction(this.db, (tx) => failWaiting(tx, batchId, code));
      throw error;
    }
  }

  private async next(batchId: string): Promise<ChannelCodeRow | undefined> {
    const page = { after: undefined, state: 'waiting', limit: 1 } as const;
    return (await codesOf(this.db.manager, batchId, page))[0];
  }

  private async make({ widthPx, withLinks }: CodeBatchRow, code: ChannelCodeRow): Promise<void> {
    const [page = '', query = ''] = code.path.slice(1).split('?');
    const end = await this.endOf(async () => ({
      picture: await this.codes.nameOf(page, code.scene, widthPx),
      link: withLinks ? await this.links.urlLink(page, query) : null,
    }));
    await inTransaction(this.db, (tx) => endCode(tx, code, end));
  }

  /** What was made, or why WeChat will not, whenever it is asked. */
  private async endOf(
    make: () => Promise<Pick<ChannelCodeRow, 'picture' | 'link'>>,
  ): Promise<Parameters<typeof endCode>[2]> {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'WECHAT_UNAVAILABLE') throw error;
      const { errcode } = error.facts;
      return { refusal: error.code, errcode: typeof errcode === 'number' ? errcode : null };
    }
  }

  private async forget(): Promise<boolean> {
    const now = this.clock.now();
    const forgotten = inTransaction(this.db, (tx) => deleteEndedBatches(tx, now, FORGET_BATCH));
    return (await forgotten) === FORGET_BATCH;
  }
}
