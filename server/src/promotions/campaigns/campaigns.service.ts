import { Inject, Injectable } from '@nestjs/common';
import {
  campaignPhase,
  mayMoveCampaign,
  type Campaign,
  type CampaignInput,
  type CampaignListQuery,
  type CampaignState,
  type Page,
  type PolicyFinding,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import {
  campaignsWhere,
  countInPlay,
  findCampaign,
  insertCampaign,
  lockCampaign,
  updateCampaign,
  type CampaignRow,
} from './campaign.store.js';
import { setLimits } from './campaign-limits.store.js';
import { LiveCampaigns, IN_PLAY_MAX, slotsOf } from './live-campaigns.js';
import { PolicyCheck } from './policy-check.js';
import { PromotionKinds } from './promotion-kinds.js';

/** What operators do to campaigns. */
@Injectable()
export class Campaigns {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly live: LiveCampaigns,
    private readonly policy: PolicyCheck,
    private readonly kinds: PromotionKinds,
  ) {}

  /** A page of campaigns, newest first. */
  async list(query: CampaignListQuery): Promise<Page<Campaign>> {
    const found = await campaignsWhere(this.db.manager, query);
    return shownPage(pageOf(found, query.limit), (row) => this.view(row));
  }

  /** @throws Refusal CAMPAIGN_NOT_FOUND */
  async show(id: string): Promise<Campaign> {
    return this.view(existing(await findCampaign(this.db.manager, id)));
  }

  /** A draft; nothing of it is seen by shoppers. */
  async create(operator: OperatorSession, input: CampaignInput): Promise<Campaign> {
    const createdAt = this.clock.now();
    const row: CampaignRow = {
      ...{ id: newId(createdAt), version: 1, state: 'draft' },
      ...{ input: inUtc(input), createdAt },
    };
    await inTransaction(this.db, async (tx) => {
      await insertCampaign(tx, row);
      await this.record(tx, operator, 'campaign.create', null, row);
    });
    return this.view(row);
  }

  /** A draft like this one. @throws Refusal CAMPAIGN_NOT_FOUND */
  async clone(operator: OperatorSession, id: string): Promise<Campaign> {
    const { input } = existing(await findCampaign(this.db.manager, id));
    return this.create(operator, { ...input, name: `${input.name.slice(0, 27)} 副本` });
  }

  /**
   * Rewrites a campaign. A published one stays published, so it is checked again; its kind stays.
   * Orders keep what they were placed with.
   * @throws Refusal CAMPAIGN_NOT_FOUND, VERSION_CONFLICT, CAMPAIGN_STATE, CAMPAIGN_POLICY
   */
  async edit(
    operator: OperatorSession,
    id: string,
    edit: { version: number; campaign: CampaignInput },
  ): Promise<Campaign> {
    return this.change(operator, 'campaign.edit', id, async (tx, row) => {
      if (row.version !== edit.version) throw new Refusal('VERSION_CONFLICT');
      if (row.state === 'ended' || row.input.kind !== edit.campaign.kind) {
        throw new Refusal('CAMPAIGN_STATE', { state: row.state });
      }
      const after = { ...row, input: inUtc(edit.campaign) };
      if (row.state !== 'draft') {
        await this.refuseAgainstPolicy(tx, after);
        await this.layOut(tx, after);
      }
      return after;
    });
  }

  /**
   * Publishes a draft, or a paused campaign again.
   * @throws Refusal CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE, CAMPAIGN_POLICY with the findings
   */
  publish(operator: OperatorSession, id: string): Promise<Campaign> {
    return this.change(operator, 'campaign.publish', id, async (tx, row) => {
      const after = moved(row, 'published');
      await this.refuseAgainstPolicy(tx, row);
      if ((await countInPlay(tx, this.clock.now())) >= IN_PLAY_MAX) {
        throw new Refusal('CAMPAIGN_STATE', { inPlayMax: IN_PLAY_MAX });
      }
      await this.layOut(tx, after);
      return after;
    });
  }

  /** Stops offering it, for a while. @throws Refusal CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE */
  pause(operator: OperatorSession, id: string): Promise<Campaign> {
    return this.change(operator, 'campaign.pause', id, async (_tx, row) => moved(row, 'paused'));
  }

  /** Stops offering it for good. @throws Refusal CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE */
  end(operator: OperatorSession, id: string): Promise<Campaign> {
    return this.change(operator, 'campaign.end', id, async (_tx, row) => moved(row, 'ended'));
  }

  /** What speaks against publishing it now. @throws Refusal CAMPAIGN_NOT_FOUND */
  async findings(id: string): Promise<PolicyFinding[]> {
    const row = existing(await findCampaign(this.db.manager, id));
    return this.policy.of(this.db.manager, row, this.clock.now());
  }

  private async refuseAgainstPolicy(tx: Tx, row: CampaignRow): Promise<void> {
    const findings = await this.policy.of(tx, row, this.clock.now());
    if (findings.some(({ level }) => level === 'error')) {
      throw new Refusal('CAMPAIGN_POLICY', { findings });
    }
  }

  /** Sets what bounds it, and what its kind needs. */
  private async layOut(tx: Tx, { id, input }: CampaignRow): Promise<void> {
    if (!(await setLimits(tx, id, input))) throw new Refusal('CAMPAIGN_EXHAUSTED');
    await this.kinds.of(input.kind).published?.(tx, id, input);
  }

  private async change(
    operator: OperatorSession,
    action: string,
    id: string,
    work: (tx: Tx, row: CampaignRow) => Promise<CampaignRow>,
  ): Promise<Campaign> {
    const row = await inTransaction(this.db, async (tx) => {
      const before = existing(await lockCampaign(tx, id));
      const after = await work(tx, before);
      await updateCampaign(tx, before, after);
      await this.record(tx, operator, action, before, after);
      this.live.changed(tx);
      return { ...after, version: before.version + 1 };
    });
    return this.view(row);
  }

  private async record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    before: CampaignRow | null,
    after: CampaignRow,
  ): Promise<void> {
    const seen = (row: CampaignRow) => ({ state: row.state, ...row.input });
    const subject = { subjectKind: 'campaign', subjectId: after.id };
    const change = { before: before && seen(before), after: seen(after) };
    await this.audit.record(tx, { operator, action, ...subject, ...change });
  }

  private view({ id, version, state, input, createdAt }: CampaignRow): Campaign {
    const phase = campaignPhase(state, slotsOf({ input }), this.clock.now());
    return { id, version, state, phase, createdAt: createdAt.toISOString(), campaign: input };
  }
}

function existing(row: CampaignRow | null): CampaignRow {
  if (!row) throw new Refusal('CAMPAIGN_NOT_FOUND');
  return row;
}

function moved(row: CampaignRow, to: CampaignState): CampaignRow {
  if (!mayMoveCampaign(row.state, to)) throw new Refusal('CAMPAIGN_STATE', { state: row.state });
  return { ...row, state: to };
}

/** Slots may come with an offset; they are kept in UTC. */
function inUtc<Input extends CampaignInput>(input: Input): Input {
  const utc = (instant: string) => new Date(instant).toISOString();
  const slots = input.slots.map((slot) => ({
    startsAt: utc(slot.startsAt),
    endsAt: utc(slot.endsAt),
  }));
  return { ...input, slots };
}
