import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  beijingDayStart,
  CHANNEL_DAYS_MAX,
  costByDay,
  daysAfter,
  daysOf,
  fen,
  settle,
  type ChannelSettlement,
  type ChannelSettlementHead,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { costsOf, findChannel, lockChannel, type ChannelRow } from '../list/channel.store.js';
import { funnelDays } from '../report/channel-facts.store.js';
import {
  findSettlement,
  insertSettlement,
  linesOf,
  settledByDay,
  settlementsOf,
  type SettlementRow,
} from './settlement.store.js';

type Db = Pick<EntityManager, 'query'>;

/** Days before a statement's own that it still corrects: refunds come no later. */
const CORRECTED_DAYS = 366;

/** Statements of what channels are owed. One begins on the day after the last one ended. */
@Injectable()
export class ChannelSettlements {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** What a statement until that day would say. @throws Refusal NOT_FOUND, CONFLICT */
  async preview(channelId: string, untilDay: string): Promise<ChannelSettlement> {
    const channel = existing(await findChannel(this.db.manager, channelId));
    return this.made(this.db.manager, channel, untilDay);
  }

  /**
   * Closes a statement, for good: what changes later is said by the next one.
   * @throws Refusal NOT_FOUND; CONFLICT for a day that is not over or was settled
   */
  async close(
    operator: OperatorSession,
    channelId: string,
    untilDay: string,
  ): Promise<ChannelSettlement> {
    return inTransaction(this.db, async (tx) => {
      const channel = existing(await lockChannel(tx, channelId));
      const { lines, ...made } = await this.made(tx, channel, untilDay);
      const closedAt = this.clock.now();
      const row = { ...made, id: newId(closedAt), closedAt };
      await insertSettlement(tx, row, lines);
      await this.audit.record(tx, {
        ...{ operator, action: 'channel.settle', subjectKind: 'channel', subjectId: channelId },
        ...{ before: null, after: headOf(row) },
      });
      return { ...headOf(row), lines };
    });
  }

  /** Closed statements of a channel, the last one first. */
  async list(
    channelId: string,
    { cursor, limit }: PageQuery,
  ): Promise<Page<ChannelSettlementHead>> {
    const asked = { before: cursor, limit: limit + 1 };
    const found = await settlementsOf(this.db.manager, channelId, asked);
    return shownPage(pageOf(found, limit), headOf);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<ChannelSettlement> {
    const found = await findSettlement(this.db.manager, id);
    if (!found) throw new Refusal('NOT_FOUND');
    return { ...headOf(found), lines: await linesOf(this.db.manager, id) };
  }

  private async made(
    db: Db,
    { id: channelId, createdAt }: ChannelRow,
    untilDay: string,
  ): Promise<ChannelSettlement> {
    const [last] = await settlementsOf(db, channelId, { limit: 1 });
    const opened = beijingDay(createdAt);
    const fromDay = last ? dayAfter(last.untilDay, 1) : opened;
    this.refuseUnless({ fromDay, untilDay });
    const looked = dayAfter(fromDay, -CORRECTED_DAYS);
    const period = { fromDay: looked > opened ? looked : opened, untilDay };
    const facts = (await funnelDays(db, [channelId], period)).get(channelId) ?? [];
    const costs = (await costsOf(db, [channelId])).get(channelId) ?? [];
    const settled = await settledByDay(db, channelId, period.fromDay);
    const carriedFen = last?.carryFen ?? fen(0);
    const statement = settle(costByDay(costs, facts, period), settled, { fromDay, carriedFen });
    return { id: null, channelId, fromDay, untilDay, ...statement, closedAt: null };
  }

  private refuseUnless(period: { fromDay: string; untilDay: string }): void {
    const days = daysOf(period).length;
    const isOver = period.untilDay < beijingDay(this.clock.now());
    if (days === 0 || days > CHANNEL_DAYS_MAX || !isOver) {
      throw new Refusal('CONFLICT', { ...period, daysMax: CHANNEL_DAYS_MAX });
    }
  }
}

function existing(channel: ChannelRow | null): ChannelRow {
  if (!channel) throw new Refusal('NOT_FOUND');
  return channel;
}

function dayAfter(day: string, days: number): string {
  return beijingDay(daysAfter(beijingDayStart(day), days));
}

function headOf({ closedAt, ...row }: SettlementRow): ChannelSettlementHead {
  return { ...row, closedAt: closedAt.toISOString() };
}
