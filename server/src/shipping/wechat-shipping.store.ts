import type { OpsOrder } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** What WeChat is to be told of an order's parcels, and what it was. */
export interface WechatShippingRow {
  orderId: string;
  paymentId: string;
  state: NonNullable<OpsOrder['wechatShipping']>['state'];
  /** Grows with every change; an upload of an older one is left out. */
  wantedVersion: number;
  allDelivered: boolean;
  /** WeChat's mode, once chosen: several parcels, or one in all. */
  split: boolean | null;
  /** WeChat has been told that everything was sent. */
  finished: boolean;
  /** The instant the last upload carried; every next one carries a later. */
  uploadTime: Date | null;
  uploadedAt: Date | null;
  errorCode: number | null;
  errorMessage: string;
}

const SELECT = `SELECT order_id AS orderId, payment_id AS paymentId, state,
    wanted_version AS wantedVersion, all_delivered AS allDelivered, split, finished,
    upload_time AS uploadTime, uploaded_at AS uploadedAt, error_code AS errorCode,
    error_message AS errorMessage
  FROM wechat_shipping WHERE order_id = ?`;

export async function findWechatShipping(
  db: Pick<EntityManager, 'query'>,
  orderId: string,
): Promise<WechatShippingRow | null> {
  const [found] = await rows<WechatShippingRow>(db, SELECT, [orderId]);
  return found ? typed(found) : null;
}

export async function lockWechatShipping(
  tx: Tx,
  orderId: string,
): Promise<WechatShippingRow | null> {
  const [found] = await rows<WechatShippingRow>(tx, `${SELECT} FOR UPDATE`, [orderId]);
  return found ? typed(found) : null;
}

/** Notes that WeChat is to be told anew; answers the version to tell it. */
export async function wantUpload(
  tx: Tx,
  orderId: string,
  paymentId: string,
  allDelivered: boolean,
): Promise<number> {
  await tx.query(
    `INSERT INTO wechat_shipping (order_id, payment_id, state, wanted_version, all_delivered)
     VALUES (?, ?, 'pending', 1, ?)
     ON DUPLICATE KEY UPDATE state = 'pending', wanted_version = wanted_version + 1,
       all_delivered = VALUES(all_delivered)`,
    [orderId, paymentId, Number(allDelivered)],
  );
  const wanted = await lockWechatShipping(tx, orderId);
  return wanted?.wantedVersion ?? 0;
}

/** Notes what an upload is about to carry, before it is sent. */
export async function beginUpload(
  tx: Tx,
  orderId: string,
  upload: { split: boolean; uploadTime: Date },
): Promise<void> {
  await tx.query('UPDATE wechat_shipping SET split = ?, upload_time = ? WHERE order_id = ?', [
    Number(upload.split),
    upload.uploadTime,
    orderId,
  ]);
}

/** WeChat has taken a version. A newer one that is wanted meanwhile stays wanted. */
export async function recordUploaded(
  tx: Tx,
  { orderId, wantedVersion, allDelivered }: WechatShippingRow,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE wechat_shipping SET uploaded_at = ?, finished = GREATEST(finished, ?),
       state = IF(wanted_version = ?, 'uploaded', state), error_code = NULL, error_message = ''
     WHERE order_id = ?`,
    [at, Number(allDelivered), wantedVersion, orderId],
  );
}

/** WeChat will not take a version, however often it is told; false when a newer one is wanted. */
export async function recordRefused(
  tx: Tx,
  { orderId, wantedVersion }: WechatShippingRow,
  error: { code: number; message: string },
): Promise<boolean> {
  const refused = await affected(
    tx,
    `UPDATE wechat_shipping SET state = 'refused', error_code = ?, error_message = ?
     WHERE order_id = ? AND wanted_version = ?`,
    [error.code, error.message.slice(0, 200), orderId, wantedVersion],
  );
  return refused === 1;
}

function typed(row: WechatShippingRow): WechatShippingRow {
  return {
    ...row,
    allDelivered: Boolean(row.allDelivered),
    finished: Boolean(row.finished),
    split: row.split === null ? null : Boolean(row.split),
  };
}
