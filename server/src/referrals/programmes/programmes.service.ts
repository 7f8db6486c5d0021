import { Inject, Injectable } from '@nestjs/common';
import {
  PROGRAMME_MOVES,
  type OpsProgramme,
  type Page,
  type PageQuery,
  type ProgrammeReport,
  type ProgrammeState,
  type ReferralProgrammeInput,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { reportOf } from '../rewards/reward-list.store.js';
import { LiveProgramme } from './live-programme.js';
import { ProgrammePolicy } from './programme-policy.js';
import {
  findProgramme,
  insertProgramme,
  moveProgramme,
  programmesBefore,
  updateProgramme,
  type ProgrammeRow,
} from './programme.store.js';

/** Programmes in an operator's hands. One is published at a time, and is paused to be edited. */
@Injectable()
export class Programmes {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly policy: ProgrammePolicy,
    private readonly live: LiveProgramme,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first. */
  async list({ cursor, limit }: PageQuery): Promise<Page<OpsProgramme>> {
    const found = await programmesBefore(this.db.manager, cursor, limit + 1);
    const { items, nextCursor } = pageOf(found, limit);
    return { items: await Promise.all(items.map((one) => this.view(one))), nextCursor };
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<OpsProgramme> {
    return this.view(await existing(this.db.manager, id));
  }

  /** A draft, which rewards nobody. */
  async add(operator: OperatorSession, input: ReferralProgrammeInput): Promise<OpsProgramme> {
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertProgramme(tx, id, input, now);
      await this.record(tx, operator, 'referral-programme.add', { id, before: null, after: input });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND, CAMPAIGN_STATE while it is published, VERSION_CONFLICT */
  async edit(
    operator: OperatorSession,
    id: string,
    { version, programme }: { version: number; programme: ReferralProgrammeInput },
  ): Promise<OpsProgramme> {
    await inTransaction(this.db, async (tx) => {
      const before = await existing(tx, id);
      if (before.state === 'published') throw new Refusal('CAMPAIGN_STATE');
      const edited = await updateProgramme(tx, id, { version, input: programme });
      if (!edited) throw new Refusal('VERSION_CONFLICT');
      const change = { id, before: before.input, after: programme };
      await this.record(tx, operator, 'referral-programme.edit', change);
    });
    return this.show(id);
  }

  /**
   * Publishes or pauses one. What was earned is paid all the same.
   * @throws Refusal NOT_FOUND, CAMPAIGN_STATE, CAMPAIGN_POLICY with what speaks against it,
   *   CONFLICT while another is published, VERSION_CONFLICT
   */
  async move(
    operator: OperatorSession,
    id: string,
    { version, next }: { version: number; next: ProgrammeState },
  ): Promise<OpsProgramme> {
    const before = await existing(this.db.manager, id);
    if (!PROGRAMME_MOVES[before.state].includes(next)) throw new Refusal('CAMPAIGN_STATE');
    if (next === 'published') await this.refuseUnlawful(before);
    try {
      await inTransaction(this.db, async (tx) => {
        if (!(await moveProgramme(tx, { ...before, version }, next))) {
          throw new Refusal('VERSION_CONFLICT');
        }
        this.live.changed(tx);
        const change = { id, before: { state: before.state }, after: { state: next } };
        await this.record(tx, operator, `referral-programme.${next}`, change);
      });
    } catch (error) {
      throw isDuplicate(error) ? new Refusal('CONFLICT') : error;
    }
    await this.live.read();
    return this.show(id);
  }

  /** What it came to. @throws Refusal NOT_FOUND */
  async report(id: string): Promise<ProgrammeReport> {
    await existing(this.db.manager, id);
    return reportOf(this.db.manager, id);
  }

  private async refuseUnlawful({ input }: ProgrammeRow): Promise<void> {
    const findings = await this.policy.of(input, this.clock.now());
    if (findings.length > 0) throw new Refusal('CAMPAIGN_POLICY', { findings });
  }

  private async view({ input, createdAt, ...row }: ProgrammeRow): Promise<OpsProgramme> {
    const findings = await this.policy.of(input, this.clock.now());
    return { ...row, createdAt: createdAt.toISOString(), programme: input, findings };
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    { id, before, after }: { id: string; before: unknown; after: unknown },
  ): Promise<void> {
    const subject = { subjectKind: 'referral-programme', subjectId: id };
    return this.audit.record(tx, { operator, action, ...subject, before, after });
  }
}

async function existing(db: Pick<EntityManager, 'query'>, id: string): Promise<ProgrammeRow> {
  const found = await findProgramme(db, id);
  if (!found) throw new Refusal('NOT_FOUND');
  return found;
}
