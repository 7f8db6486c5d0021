import { Inject, Injectable } from '@nestjs/common';
import {
  channelFigures,
  fen,
  PAGE_LIMIT_MAX,
  VALUE_DAYS,
  type ChannelFileQuery,
  type ChannelReport,
  type ChannelReportQuery,
  type DayPeriod,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { channelsWhere, costsOf, type ChannelRow } from '../list/channel.store.js';
import { countVisits, customerValues, funnelDays } from './channel-facts.store.js';

/** What channels brought and cost, read from visits, bindings and orders as they stand. */
@Injectable()
export class ChannelReports {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A page of channels, newest first, each with its figures; six statements however long. */
  async page(query: ChannelReportQuery): Promise<Page<ChannelReport>> {
    const found = await channelsWhere(this.db.manager, query);
    const { items, nextCursor } = pageOf(found, query.limit);
    return { items: items.length === 0 ? [] : await this.figuresOf(items, query), nextCursor };
  }

  /** All channels of a filter; a page of them is in memory at a time. */
  async *all(query: ChannelFileQuery): AsyncGenerator<ChannelReport> {
    let cursor: string | null = null;
    do {
      const asked = cursor === null ? {} : { cursor };
      const page: Page<ChannelReport> = await this.page({
        ...{ ...query, ...asked, limit: PAGE_LIMIT_MAX },
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  private async figuresOf(
    channels: readonly ChannelRow[],
    { fromDay, untilDay }: DayPeriod,
  ): Promise<ChannelReport[]> {
    const db = this.db.manager;
    const period = { fromDay, untilDay };
    const ids = channels.map(({ id }) => id);
    const visits = await countVisits(db, ids, period);
    const days = await funnelDays(db, ids, period);
    const values = await customerValues(db, ids, { period, now: this.clock.now() });
    const costs = await costsOf(db, ids);
    return channels.map(({ id, input: { name, kind, state } }) => {
      const facts = {
        ...(visits.get(id) ?? { scans: 0, visitors: 0 }),
        ...{ days: days.get(id) ?? [], costs: costs.get(id) ?? [] },
        values: values.get(id) ?? NO_VALUES,
      };
      return { channelId: id, name, kind, state, ...channelFigures(facts, period) };
    });
  }
}

const NO_VALUES = VALUE_DAYS.map((days) => ({ days, customers: 0, netFen: fen(0) }));
