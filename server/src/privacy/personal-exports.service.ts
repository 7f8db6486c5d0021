import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { daysAfter, type LatestExport, type PersonalExport } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockLiveShopper } from '../identity/lock-shopper.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { ExpiringSignature } from '../platform/expiring-signature.js';
import { Jobs } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { PersonalData } from '../platform/personal-data.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import {
  failExport,
  fileOf,
  fillExport,
  findExport,
  insertExport,
  latestExport,
  type ExportRow,
} from './personal-export.store.js';

const JOB = 'personal-export';
const ATTEMPTS_MAX = 5;
const HOUR_MS = 3_600_000;
const KEPT_DAYS = 3;

const [packed, unpacked] = [promisify(gzip), promisify(gunzip)];

/** Files of everything the shop keeps of a shopper (个人信息保护法 art. 45). */
@Injectable()
export class PersonalExports {
  private readonly signatures: ExpiringSignature;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly jobs: Jobs,
  ) {
    this.signatures = new ExpiringSignature(config.WECHAT_API_V3_KEY, 'personal exports');
    jobs.register<{ exportId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ exportId }, attempt) => this.workOff(exportId, attempt),
    });
  }

  async latest(shopperId: string): Promise<LatestExport> {
    const found = await latestExport(this.db.manager, shopperId);
    const isThere = found && (found.expiresAt === null || found.expiresAt > this.clock.now());
    return { latest: isThere ? this.shown(found) : null };
  }

  /** Queues a file; whoever asks again within the hour is answered with the one there is. */
  async ask(shopperId: string): Promise<PersonalExport> {
    const now = this.clock.now();
    const row = await inTransaction(this.db, async (tx) => {
      await lockLiveShopper(tx, shopperId);
      const latest = await latestExport(tx, shopperId);
      const isRecent = latest && latest.requestedAt.getTime() + HOUR_MS > now.getTime();
      if (isRecent && latest.state !== 'failed') return latest;
      const id = newId(now);
      await insertExport(tx, { id, shopperId }, now);
      await this.jobs.add(tx, JOB, id, { exportId: id });
      return findExport(tx, id);
    });
    if (!row) throw new Refusal('NOT_FOUND');
    return this.shown(row);
  }

  /** The file behind an address that we gave. @throws Refusal NOT_FOUND for any other, or later */
  async download(id: string, expires: number, signature: string): Promise<Buffer> {
    const now = this.clock.now();
    const isGood = this.signatures.isGood(id, expires, signature, now);
    const file = isGood ? await fileOf(this.db.manager, id, now) : null;
    if (!file) throw new Refusal('NOT_FOUND');
    return unpacked(file);
  }

  /** A file whose account was deleted meanwhile has no row any more. */
  private async workOff(id: string, attempt: number): Promise<void> {
    const expiresAt = daysAfter(this.clock.now(), KEPT_DAYS);
    try {
      const row = await findExport(this.db.manager, id);
      if (row?.state !== 'waiting') return;
      const text = await this.textOf(row.shopperId);
      const file = await packed(text);
      const sizeBytes = text.length;
      await inTransaction(this.db, (tx) => fillExport(tx, id, { file, sizeBytes, expiresAt }));
    } catch (error) {
      const isLast = attempt >= ATTEMPTS_MAX;
      if (isLast) await inTransaction(this.db, (tx) => failExport(tx, id, expiresAt));
      throw error;
    }
  }

  private async textOf(shopperId: string): Promise<Buffer> {
    const everything = await this.personal.everythingOf(this.db.manager, shopperId);
    const file = {
      ...{ shopperId, madeAt: this.clock.now().toISOString() },
      note: '金额单位为分，时间为世界协调时（UTC）。Amounts are in fen, times in UTC.',
      everything,
    };
    return Buffer.from(JSON.stringify(file, null, 2));
  }

  private shown({ id, state, sizeBytes, requestedAt, expiresAt }: ExportRow): PersonalExport {
    const until = this.clock.now().getTime() + HOUR_MS;
    const path = `/shop/me/export/${id}/file?${this.signatures.sign(id, until)}`;
    return {
      ...{ id, state, sizeBytes, requestedAt: requestedAt.toISOString() },
      expiresAt: expiresAt?.toISOString() ?? null,
      url: state === 'ready' ? path : null,
    };
  }
}
