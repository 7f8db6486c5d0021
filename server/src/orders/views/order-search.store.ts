import { beijingDayStart, daysAfter, type OpsOrderFilter } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { encodeTime } from 'ulid';
import { ordersWhere, type OrderRow } from '../order.store.js';

const ID_TIME_LENGTH = 10;

/** Orders an operator looks for, newest first, from the one before `cursor` on. */
export function searchOrders(
  db: Pick<EntityManager, 'query'>,
  filter: OpsOrderFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<OrderRow[]> {
  const { state, orderId, recipient, from, to } = filter;
  const isDigits = recipient !== undefined && /^\d+$/.test(recipient);
  return ordersWhere(
    db,
    [
      ['id = ?', orderId],
      ['state = ?', state],
      ['id >= ?', from && idsFrom(beijingDayStart(from))],
      ['id < ?', to && idsFrom(daysAfter(beijingDayStart(to), 1))],
      ['id < ?', page.cursor],
      [`JSON_VALUE(address, '$.phone') LIKE ?`, isDigits ? `%${recipient}` : undefined],
      [`JSON_VALUE(address, '$.recipient') = ?`, isDigits ? undefined : recipient],
    ],
    page.limit,
  );
}

/** Ids are time-ordered, so a range of days is a range of the primary key. None are before 1970. */
function idsFrom(at: Date): string {
  return encodeTime(Math.max(0, at.getTime()), ID_TIME_LENGTH);
}
