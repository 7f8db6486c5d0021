import { Inject, Injectable } from '@nestjs/common';
import {
  affinityOf,
  momentsOf,
  PAGE_LIMIT_MAX,
  type CoPurchase,
  type CoPurchaseFileQuery,
  type CoPurchaseQuery,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pageOf, shownPage } from '../../platform/page.js';
import { countOrders, pairsAfter, type PairPlace, type PairRow } from './co-purchase.store.js';
import { percentCell } from '../../platform/csv-cells.js';

const SEPARATOR = '.';
const HEADER = ['商品甲', '商品乙', '同单数', '支持度(%)', '甲→乙(%)', '乙→甲(%)', '提升度'];

/** What is bought with what. */
@Injectable()
export class CoPurchases {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** Those bought together most often first. */
  async page({ cursor, limit, ordersMin, ...period }: CoPurchaseQuery): Promise<Page<CoPurchase>> {
    const moments = momentsOf(period);
    const orders = await countOrders(this.db.manager, moments);
    const asked = { ordersMin, after: placeOf(cursor), limit: limit + 1 };
    const found = await pairsAfter(this.db.manager, moments, asked);
    return shownPage(pageOf(found, limit, cursorOf), ({ first, second, ...pair }: PairRow) => ({
      ...pair,
      ...affinityOf({ orders, first, second, together: pair.together }),
    }));
  }

  /** All of them as rows of a file; a page of them is in memory at a time. */
  async *rows(query: CoPurchaseFileQuery): AsyncGenerator<string[]> {
    yield HEADER;
    let cursor: string | null = null;
    do {
      const after = cursor === null ? {} : { cursor };
      const page: Page<CoPurchase> = await this.page({ ...query, ...after, limit: PAGE_LIMIT_MAX });
      for (const one of page.items) {
        const { supportBps, firstToSecondBps, secondToFirstBps, lift } = one;
        yield [
          ...[one.firstTitle, one.secondTitle, String(one.together)],
          ...[supportBps, firstToSecondBps, secondToFirstBps].map(percentCell),
          lift === null ? '' : lift.toFixed(2),
        ];
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}

function cursorOf({ together, firstId, secondId }: PairPlace): string {
  return [together, firstId, secondId].join(SEPARATOR);
}

function placeOf(cursor: string | undefined): PairPlace | null {
  if (cursor === undefined) return null;
  const [together = '', firstId = '', secondId = ''] = cursor.split(SEPARATOR);
  return { together: Number.parseInt(together, 10) || 0, firstId, secondId };
}
