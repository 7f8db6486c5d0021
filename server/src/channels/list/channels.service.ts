import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  sceneOf,
  sharedPath,
  type Channel,
  type ChannelCost,
  type ChannelEdit,
  type ChannelInput,
  type ChannelListQuery,
  type CostVersion,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Campaigns } from '../../promotions/campaigns/campaigns.service.js';
import { ShareLinks } from '../../referrals/links/share-links.service.js';
import {
  channelsWhere,
  costsOf,
  findChannel,
  insertChannel,
  putCost,
  updateChannel,
  type ChannelRow,
} from './channel.store.js';

/** Channels as operators write them. Each has one link, whose code is printed, posted or sent. */
@Injectable()
export class Channels {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly links: ShareLinks,
    private readonly campaigns: Campaigns,
    private readonly audit: AuditTrail,
  ) {}

  /** A page of channels, newest first. */
  async list(query: ChannelListQuery): Promise<Page<Channel>> {
    const found = await channelsWhere(this.db.manager, query);
    const page = pageOf(found, query.limit);
    const ids = page.items.map(({ id }) => id);
    const costs = ids.length === 0 ? new Map() : await costsOf(this.db.manager, ids);
    return shownPage(page, (row) => viewOf(row, costs.get(row.id) ?? []));
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<Channel> {
    const found = await findChannel(this.db.manager, id);
    if (!found) throw new Refusal('NOT_FOUND');
    return viewOf(found, (await costsOf(this.db.manager, [id])).get(id) ?? []);
  }

  /** @throws Refusal PRODUCT_NOT_FOUND, CAMPAIGN_NOT_FOUND for a welcome that is no coupon */
  async create(operator: Author, input: ChannelInput): Promise<Channel> {
    await this.check(input);
    const id = await inTransaction(this.db, async (tx) => {
      const added = await this.add(tx, input);
      await this.record(tx, operator, { action: 'create', id: added, before: null, after: input });
      return added;
    });
    return this.show(id);
  }

  /** What `create` refuses, of a channel that is to be added. @throws as `create` */
  async check(input: ChannelInput): Promise<void> {
    await this.links.check(input.landing);
    await this.checkWelcome(input);
  }

  /** Adds a channel that was checked; its id. Whoever calls it writes down who asked for it. */
  async add(tx: Tx, input: ChannelInput): Promise<string> {
    const now = this.clock.now();
    const id = newId(now);
    const owner = { kind: 'channel', id } as const;
    const code = await this.links.issue(tx, owner, { ...input.landing, placement: 'code' });
    await insertChannel(tx, { id, version: 1, code, createdAt: now, input });
    await putCost(tx, id, { fromDay: beijingDay(now), cost: input.cost });
    await this.direct(tx, id, input);
    return id;
  }

  /**
   * Rewrites a channel. What it costs is another from today on; its code stays and leads to where
   * it leads now, or home while it is closed.
   * @throws Refusal NOT_FOUND, VERSION_CONFLICT, and what `create` throws of what has changed
   */
  async edit(operator: Author, id: string, { version, channel }: ChannelEdit): Promise<Channel> {
    const { channel: before } = await this.show(id);
    if (textOf(before.landing) !== textOf(channel.landing)) await this.links.check(channel.landing);
    if (before.welcomeCampaignId !== channel.welcomeCampaignId) await this.checkWelcome(channel);
    await inTransaction(this.db, async (tx) => {
      const changed = await updateChannel(tx, { id, version, input: channel });
      if (!changed) throw new Refusal('VERSION_CONFLICT');
      if (textOf(before.cost) !== textOf(channel.cost)) {
        await putCost(tx, id, { fromDay: beijingDay(this.clock.now()), cost: channel.cost });
      }
      await this.direct(tx, id, channel);
      await this.record(tx, operator, { action: 'edit', id, before, after: channel });
    });
    return this.show(id);
  }

  private async checkWelcome({ welcomeCampaignId }: ChannelInput): Promise<void> {
    if (welcomeCampaignId === null) return;
    const { campaign } = await this.campaigns.show(welcomeCampaignId);
    if (campaign.kind !== 'coupon') throw new Refusal('CAMPAIGN_NOT_FOUND');
  }

  private direct(tx: Tx, id: string, { landing, state }: ChannelInput): Promise<void> {
    const to = { ...landing, isClosed: state === 'closed' };
    return this.links.redirect(tx, { kind: 'channel', id }, to);
  }

  private async record(
    tx: Tx,
    operator: Author,
    { action, id, before, after }: { action: string; id: string; before: unknown; after: unknown },
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ operator, action: `channel.${action}`, subjectKind: 'channel', subjectId: id },
      ...{ before, after },
    });
  }
}

function viewOf(
  { id, version, code, createdAt, input }: ChannelRow,
  costs: readonly CostVersion[],
): Channel {
  const cost: ChannelCost = costs.at(-1)?.cost ?? { kind: 'none' };
  return {
    ...{ id, version, code, scene: sceneOf(code), createdAt: createdAt.toISOString() },
    path: sharedPath(input.landing.page, input.landing.targetId, code),
    channel: { ...input, cost },
  };
}

function textOf(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
