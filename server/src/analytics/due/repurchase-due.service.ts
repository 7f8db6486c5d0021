import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  daysAfter,
  PAGE_LIMIT_MAX,
  type Due,
  type DueFileQuery,
  type DueQuery,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Predictions } from '../prediction/predictions.service.js';
import { dueBetween, type DuePlace, type DueRow } from './repurchase-due.store.js';

const HEADER = ['顾客编号', '商品', '上次购买', '复购周期(天)', '预计复购日', '活跃概率(%)'];
const SEPARATOR = '.';

/** Who is due to buy which product again. */
@Injectable()
export class RepurchaseDue {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly predictions: Predictions,
  ) {}

  /** The first due first. */
  async page({ withinDays, overdueDays, cursor, limit }: DueQuery): Promise<Page<Due>> {
    const now = this.clock.now();
    const period = {
      fromDay: beijingDay(daysAfter(now, -overdueDays)),
      untilDay: beijingDay(daysAfter(now, withinDays)),
    };
    const asked = { after: placeOf(cursor), limit: limit + 1 };
    const found = await dueBetween(this.db.manager, period, asked);
    const { items, nextCursor } = pageOf(found, limit, cursorOf);
    return { items: await this.shown(items), nextCursor };
  }

  /** All of them as rows of a file; a page of them is in memory at a time. */
  async *rows(query: DueFileQuery): AsyncGenerator<string[]> {
    yield HEADER;
    let cursor: string | null = null;
    do {
      const after = cursor === null ? {} : { cursor };
      const page: Page<Due> = await this.page({ ...query, ...after, limit: PAGE_LIMIT_MAX });
      for (const one of page.items) {
        const alive = one.aliveProbability;
        yield [
          ...[one.shopperId, one.title, one.lastDay, String(one.intervalDays), one.dueDay],
          alive === null ? '' : (alive * 100).toFixed(1),
        ];
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  private async shown(found: readonly DueRow[]): Promise<Due[]> {
    const shopperIds = [...new Set(found.map(({ shopperId }) => shopperId))];
    const alive = await this.predictions.aliveOf(shopperIds);
    return found.map((row) => ({ ...row, aliveProbability: alive.get(row.shopperId) ?? null }));
  }
}

function cursorOf({ dueDay, shopperId, productId }: DuePlace): string {
  return [dueDay, shopperId, productId].join(SEPARATOR);
}

function placeOf(cursor: string | undefined): DuePlace | null {
  if (cursor === undefined) return null;
  const [dueDay = '', shopperId = '', productId = ''] = cursor.split(SEPARATOR);
  return { dueDay, shopperId, productId };
}
