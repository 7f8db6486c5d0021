import { stringify } from 'csv-stringify/sync';
import type { OrderImport, OutsideCustomer, OutsideState, Page } from '@siyu/shared';
import type { TestOperator } from './operator.js';
import { upload } from './picture.js';
import type { TestShop } from './shop.js';

type Row = Readonly<Record<string, string>>;

/** A file of orders with the columns of its first row. */
export function orderFile(rows: readonly Row[]): Buffer {
  return Buffer.from(stringify([...rows], { header: true, columns: Object.keys(rows[0] ?? {}) }));
}

/** Imports a file of orders and waits until it is worked off. */
export async function ordersImported(
  shop: TestShop,
  operator: TestOperator,
  file: Buffer,
  { source = 'taobao', dryRun = false } = {},
): Promise<OrderImport> {
  const url = `${shop.url}/ops/outside-orders/imports?source=${source}&dryRun=${dryRun}`;
  const answer = await upload(url, operator.token, file, { type: 'text/csv' });
  if (answer.status !== 202) throw new Error(`import: ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as OrderImport;
  await shop.settle();
  return operator.get<OrderImport>(`/ops/outside-orders/imports/${id}`);
}

export async function outsideIn(
  operator: TestOperator,
  state: OutsideState,
): Promise<OutsideCustomer[]> {
  const path = `/ops/outside-orders/customers?state=${state}&limit=50`;
  return (await operator.get<Page<OutsideCustomer>>(path)).items;
}
