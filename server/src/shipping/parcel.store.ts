import { carrierName, type Consignment, type LineQuantities, type Parcel } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

interface ParcelRow {
  id: string;
  company: string;
  trackingNo: string;
  shippedAt: Date;
  lineId: string;
  quantity: number;
}

export interface NewParcel extends Consignment {
  id: string;
  orderId: string;
  shippedAt: Date;
  lines: LineQuantities;
}

export async function insertParcel(tx: Tx, parcel: NewParcel): Promise<void> {
  const { id, orderId, company, trackingNo, shippedAt } = parcel;
  await tx.query(
    'INSERT INTO parcel (id, order_id, company, tracking_no, shipped_at) VALUES (?, ?, ?, ?, ?)',
    [id, orderId, company, trackingNo, shippedAt],
  );
  await tx.query('INSERT INTO parcel_line (parcel_id, line_id, quantity) VALUES ?', [
    parcel.lines.map((line) => [id, line.lineId, line.quantity]),
  ]);
}

/** The parcels of an order, in the order they were sent. */
export async function parcelsOf(
  db: Pick<EntityManager, 'query'>,
  orderId: string,
): Promise<Parcel[]> {
  const found = await rows<ParcelRow>(
    db,
    `SELECT parcel.id, parcel.company, parcel.tracking_no AS trackingNo,
       parcel.shipped_at AS shippedAt, line.line_id AS lineId, line.quantity
     FROM parcel JOIN parcel_line AS line ON line.parcel_id = parcel.id
     WHERE parcel.order_id = ? ORDER BY parcel.id, line.line_id`,
    [orderId],
  );
  const parcels = new Map<string, Parcel>();
  for (const { lineId, quantity, ...row } of found) {
    const parcel = parcels.get(row.id) ?? parcelOf(row);
    parcel.lines.push({ lineId, quantity });
    parcels.set(row.id, parcel);
  }
  return [...parcels.values()];
}

/** Writes another consignment to a parcel of the order; false when it has no such parcel. */
export async function correctParcel(
  tx: Tx,
  orderId: string,
  parcelId: string,
  { company, trackingNo }: Consignment,
  now: Date,
): Promise<boolean> {
  const corrected = await affected(
    tx,
    `UPDATE parcel SET company = ?, tracking_no = ?, corrected_at = ?
     WHERE id = ? AND order_id = ?`,
    [company, trackingNo, now, parcelId, orderId],
  );
  return corrected === 1;
}

function parcelOf(row: Omit<ParcelRow, 'lineId' | 'quantity'>): Parcel {
  return {
    ...row,
    companyName: carrierName(row.company),
    shippedAt: row.shippedAt.toISOString(),
    lines: [],
  };
}
