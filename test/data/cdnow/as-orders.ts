import { stringify } from 'csv-stringify/sync';

/** A file of the data set as a file of orders: it has no order ids, so the line is the id. */
export function cdnowOrders(text: string): Buffer {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => {
      const [date = '', , dollars = ''] = cells.slice(-3);
      const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return { 顾客编号: cells[0], 下单时间: day, 金额: dollars };
    });
  return Buffer.from(stringify(rows, { header: true }));
}
