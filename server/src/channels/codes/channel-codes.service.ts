import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  CHANNEL_CODES_MAX,
  codeFileNames,
  daysAfter,
  sceneOf,
  sharedPath,
  type ChannelCode,
  type ChannelCodeBatch,
  type ChannelCodeBatchRequest,
  type ChannelCodeListQuery,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { zipOf } from '../../platform/zip.js';
import { WechatCodes } from '../../wechat-links/wechat-codes.service.js';
import { channelsNamed, openChannelsOf, type ChannelRow } from '../list/channel.store.js';
import { Channels } from '../list/channels.service.js';
import { archiveOf } from './code-archive.js';
import {
  batchesWhere,
  codesOf,
  insertBatch,
  insertCodes,
  retryFailed,
  type ChannelCodeRow,
  type CodeBatchRow,
} from './channel-code.store.js';
import { MakeCodesJob } from './make-codes.job.js';

const KEPT_DAYS = 7;

/** Batches of mini-program codes of channels, as operators ask for them and take them to print. */
@Injectable()
export class ChannelCodes {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly channels: Channels,
    private readonly job: MakeCodesJob,
    private readonly codes: WechatCodes,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Asks for the codes of these channels, making those that are new; all of it or nothing.
   * @throws Refusal NOT_FOUND with the channels that do not exist, or where there are none;
   *   TOO_LARGE; PRODUCT_NOT_FOUND, CAMPAIGN_NOT_FOUND of new ones
   */
  async ask(operator: Author, { of, ...how }: ChannelCodeBatchRequest): Promise<ChannelCodeBatch> {
    if (of.by === 'new') for (const input of of.channels) await this.channels.check(input);
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await inTransaction(this.db, async (tx) => {
      const channels = await this.channelsOf(tx, of);
      const expiresAt = daysAfter(createdAt, KEPT_DAYS);
      await insertBatch(tx, { id, ...how, createdAt, expiresAt });
      await insertCodes(tx, codesFor(id, channels));
      await this.job.queue(tx, id);
      const channelIds = channels.map((channel) => channel.id);
      const after = { ...how, of, channelIds };
      await this.record(tx, operator, { action: 'ask', id, before: null, after });
    });
    return this.show(id);
  }

  /** A page of batches that have not ended, newest first. */
  async list({ cursor, limit }: PageQuery): Promise<Page<ChannelCodeBatch>> {
    const conditions = [['id < ?', cursor]] as const;
    const asked = { now: this.clock.now(), conditions, limit: limit + 1 };
    return shownPage(pageOf(await batchesWhere(this.db.manager, asked), limit), viewOf);
  }

  /** @throws Refusal NOT_FOUND, also once it has ended */
  async show(id: string): Promise<ChannelCodeBatch> {
    const conditions = [['id = ?', id]] as const;
    const asked = { now: this.clock.now(), conditions, limit: 1 };
    const [found] = await batchesWhere(this.db.manager, asked);
    if (!found) throw new Refusal('NOT_FOUND');
    return viewOf(found);
  }

  /** A page of its codes in the order of its file. @throws Refusal NOT_FOUND */
  async listCodes(
    id: string,
    { cursor, state, limit }: ChannelCodeListQuery,
  ): Promise<Page<ChannelCode>> {
    await this.show(id);
    const after = cursor === undefined ? undefined : Number(cursor);
    const found = await codesOf(this.db.manager, id, { after, state, limit: limit + 1 });
    return shownPage(
      pageOf(found, limit, ({ position }) => String(position)),
      codeView,
    );
  }

  /** Has what failed tried again; safe to repeat. @throws Refusal NOT_FOUND */
  async retry(operator: Author, id: string): Promise<ChannelCodeBatch> {
    const { failed } = await this.show(id);
    await inTransaction(this.db, async (tx) => {
      if ((await retryFailed(tx, id)) === 0) return;
      await this.job.queue(tx, id);
      const [before, after] = [{ failed }, { failed: 0 }];
      await this.record(tx, operator, { action: 'retry', id, before, after });
    });
    return this.show(id);
  }

  /**
   * The ZIP of what was made, with a list of all, written as it is read.
   * @throws Refusal NOT_FOUND; CONFLICT while some wait
   */
  async archive(id: string): Promise<Readable> {
    const { isReady, codes: limit, createdAt } = await this.show(id);
    if (!isReady) throw new Refusal('CONFLICT');
    const codes = await codesOf(this.db.manager, id, { after: undefined, limit });
    const entries = archiveOf(codes, (picture) => this.codes.pngNamed(picture));
    return Readable.from(zipOf(entries, new Date(createdAt)), { objectMode: false });
  }

  private async channelsOf(tx: Tx, of: ChannelCodeBatchRequest['of']): Promise<ChannelRow[]> {
    if (of.by === 'kind') {
      const found = await openChannelsOf(tx, of.kind, CHANNEL_CODES_MAX + 1);
      if (found.length === 0) throw new Refusal('NOT_FOUND');
      if (found.length > CHANNEL_CODES_MAX)
        throw new Refusal('TOO_LARGE', { max: CHANNEL_CODES_MAX });
      return found;
    }
    const ids = of.by === 'ids' ? [...new Set(of.channelIds)] : [];
    if (of.by === 'new') {
      for (const input of of.channels) ids.push(await this.channels.add(tx, input));
    }
    const found = new Map((await channelsNamed(tx, ids)).map((row) => [row.id, row]));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) throw new Refusal('NOT_FOUND', { channelIds: missing });
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  private async record(
    tx: Tx,
    operator: Author,
    { action, id, before, after }: { action: string; id: string; before: unknown; after: unknown },
  ): Promise<void> {
    const subject = { subjectKind: 'channel-code-batch', subjectId: id };
    const named = `channel-codes.${action}`;
    await this.audit.record(tx, { operator, action: named, ...subject, before, after });
  }
}

function codesFor(batchId: string, channels: readonly ChannelRow[]) {
  const fileNames = codeFileNames(channels.map(({ input }) => input.name));
  return channels.map(({ id, code, input }, position) => ({
    ...{ batchId, position, channelId: id, name: input.name, ownerName: input.ownerName },
    fileName: fileNames[position] ?? '',
    path: sharedPath(input.landing.page, input.landing.targetId, code),
    scene: sceneOf(code),
  }));
}

function viewOf({ withLinks, createdAt, expiresAt, ...batch }: CodeBatchRow): ChannelCodeBatch {
  return {
    ...batch,
    withLinks: withLinks === 1,
    isReady: batch.made + batch.failed === batch.codes,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

function codeView({
  channelId,
  name,
  fileName,
  state,
  refusal,
  errcode,
}: ChannelCodeRow): ChannelCode {
  const why = refusal === null ? null : { code: refusal, errcode };
  return { channelId, name, fileName, state, refusal: why };
}
