import {
  mergedKeys,
  ORDER_COLUMNS,
  ORDER_COLUMNS_NEEDED,
  readOutsideOrder,
  type FileOrder,
  type OrderImportReport,
  type OutsideKeys,
} from '@siyu/shared';
import { readCsv, type CsvFile } from '../platform/read-csv.js';

/** Somebody of a file with all their orders in it. */
export interface FileCustomer {
  outsideId: string;
  keys: OutsideKeys;
  orders: FileOrder[];
}

/** A file of orders, by customer in the order they first appear in. */
export interface OrdersFile {
  rowsTotal: number;
  customers: FileCustomer[];
  /** Rows left out, each with one problem or more. */
  refused: number;
  problems: OrderImportReport['problems'];
}

/** @throws Refusal IMPORT_INVALID when it is no file of orders */
export function rowsIn(csv: Buffer): CsvFile {
  return readCsv(
    csv,
    ORDER_COLUMNS_NEEDED.map((column) => ORDER_COLUMNS[column]),
  );
}

/** The same, read row by row. @throws Refusal IMPORT_INVALID when it is no file of orders */
export function ordersIn(csv: Buffer): OrdersFile {
  const { rows, uneven } = rowsIn(csv);
  const read = rows.map(({ line, cells }) => ({ line, ...readOutsideOrder(line, cells) }));
  const repeated = repeatedIds(read.flatMap(({ order }) => (order ? [order.orderId] : [])));
  const orders: FileOrder[] = [];
  const problems: OrdersFile['problems'] = uneven.map(({ line }) => ({
    ...{ line, column: null, reason: 'CELLS_MISCOUNTED' },
  }));
  for (const { line, order, problems: found } of read) {
    const isRepeated = order !== null && repeated.has(order.orderId);
    if (isRepeated) problems.push({ line, column: 'orderId', reason: 'ORDER_REPEATED' });
    else if (order) orders.push(order);
    problems.push(...found.map((problem) => ({ line, ...problem })));
  }
  problems.sort((one, other) => one.line - other.line);
  const rowsTotal = rows.length + uneven.length;
  const refused = rowsTotal - orders.length;
  return { rowsTotal, customers: byCustomer(orders), refused, problems };
}

/** Ids that several rows have: which of them would be right is not ours to say. */
function repeatedIds(ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.has(id) || !seen.add(id)));
}

function byCustomer(orders: readonly FileOrder[]): FileCustomer[] {
  const all = new Map<string, FileOrder[]>();
  for (const order of orders) {
    const known = all.get(order.customerId);
    if (known) known.push(order);
    else all.set(order.customerId, [order]);
  }
  return [...all].map(([outsideId, theirs]) => {
    return { outsideId, keys: mergedKeys(theirs.map(({ keys }) => keys)), orders: theirs };
  });
}
