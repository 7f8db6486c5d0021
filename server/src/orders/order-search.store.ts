import { beijingDayStart, daysAfter, type OpsOrderFilter } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { encodeTime } from 'ulid';
import { ordersWhere, type OrderRow } from './order.store.js';

const ID_TIME_LENGTH = 10;

/** Orders an operator looks for, newest first, from the one before `cursor` on. */
export function searchOrders(
  db: Pick<EntityManager, 'query'>,
  filter: OpsOrderFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<OrderRow[]> {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const add = (condition: string, value: unknown) => {
    conditions.push(condition);
    parameters.push(value);
  };
  if (filter.orderId) add('id = ?', filter.orderId);
  if (filter.state) add('state = ?', filter.state);
  if (filter.from) add('id >= ?', idsFrom(beijingDayStart(filter.from)));
  if (filter.to) add('id < ?', idsFrom(daysAfter(beijingDayStart(filter.to), 1)));
  if (page.cursor) add('id < ?', page.cursor);
  if (filter.recipient && /^\d+$/.test(filter.recipient)) {
    add(`JSON_VALUE(address, '$.phone') LIKE ?`, `%${filter.recipient}`);
  } else if (filter.recipient) add(`JSON_VALUE(address, '$.recipient') = ?`, filter.recipient);
  return ordersWhere(db, conditions, parameters, page.limit);
}

/** Ids are time-ordered, so a range of days is a range of the primary key. */
function idsFrom(at: Date): string {
  return encodeTime(at.getTime(), ID_TIME_LENGTH);
}
