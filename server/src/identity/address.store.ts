import type { Address } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';
import { lockLiveShopper } from './lock-shopper.js';

type Reader = Pick<EntityManager, 'query'>;
type Place = Omit<Address, 'id' | 'isDefault'>;
type AddressRow = Place & { id: string; isDefault: number };

const SELECT = `SELECT address.id, recipient, address.phone, province, city, district, detail,
    address.id <=> shopper.default_address_id AS isDefault
  FROM address JOIN shopper ON shopper.id = address.shopper_id`;

/** A shopper's addresses: the default first, then the newest. */
export async function addressesOf(db: Reader, shopperId: string): Promise<Address[]> {
  const found = await rows<AddressRow>(
    db,
    `${SELECT} WHERE address.shopper_id = ? ORDER BY isDefault DESC, address.id DESC`,
    [shopperId],
  );
  return found.map(addressOf);
}

/** One address of this shopper; another's is as good as none. */
export async function findAddress(
  db: Reader,
  shopperId: string,
  addressId: string,
): Promise<Address | null> {
  const found = await rows<AddressRow>(
    db,
    `${SELECT} WHERE address.id = ? AND address.shopper_id = ?`,
    [addressId, shopperId],
  );
  return found[0] ? addressOf(found[0]) : null;
}

/** Locks shoppers in id order, and finds those of the addresses that are theirs. */
export async function lockShoppersAt(
  tx: Tx,
  shopperIds: readonly string[],
  addressIds: readonly string[],
): Promise<(Place & { id: string; shopperId: string })[]> {
  const sql = 'SELECT id FROM shopper WHERE id IN (?) ORDER BY id FOR UPDATE';
  const [, found] = await Promise.all([
    tx.query(sql, [shopperIds]),
    rows<Place & { id: string; shopperId: string }>(
      tx,
      `SELECT id, shopper_id AS shopperId, recipient, phone, province, city, district, detail
       FROM address WHERE id IN (?)`,
      [addressIds],
    ),
  ]);
  return found;
}

/** How many addresses a shopper has; changes to one book happen one after the other. */
export async function lockBook(tx: Tx, shopperId: string): Promise<number> {
  await lockLiveShopper(tx, shopperId);
  const [counted] = await rows<{ count: number }>(
    tx,
    'SELECT COUNT(*) AS count FROM address WHERE shopper_id = ?',
    [shopperId],
  );
  return Number(counted?.count ?? 0);
}

export async function insertAddress(
  tx: Tx,
  shopperId: string,
  addressId: string,
  place: Place,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO address (id, shopper_id, recipient, phone, province, city, district, detail,
       created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [addressId, shopperId, ...columns(place), now, now],
  );
}

export function updateAddress(
  tx: Tx,
  shopperId: string,
  addressId: string,
  place: Place,
  now: Date,
): Promise<number> {
  return affected(
    tx,
    `UPDATE address SET recipient = ?, phone = ?, province = ?, city = ?, district = ?, detail = ?,
       updated_at = ? WHERE id = ? AND shopper_id = ?`,
    [...columns(place), now, addressId, shopperId],
  );
}

export function deleteAddress(tx: Tx, shopperId: string, addressId: string): Promise<number> {
  return affected(tx, 'DELETE FROM address WHERE id = ? AND shopper_id = ?', [
    addressId,
    shopperId,
  ]);
}

export async function setDefaultAddress(
  tx: Tx,
  shopperId: string,
  addressId: string,
): Promise<void> {
  await tx.query('UPDATE shopper SET default_address_id = ? WHERE id = ?', [addressId, shopperId]);
}

/** Where the default was deleted, the newest that is left takes its place. */
export async function healDefaultAddress(
  tx: Tx,
  shopperId: string,
  deletedId: string,
): Promise<void> {
  await tx.query(
    `UPDATE shopper SET default_address_id = (SELECT MAX(id) FROM address WHERE shopper_id = ?)
     WHERE id = ? AND default_address_id = ?`,
    [shopperId, shopperId, deletedId],
  );
}

function columns(place: Place): string[] {
  return [place.recipient, place.phone, place.province, place.city, place.district, place.detail];
}

function addressOf(row: AddressRow): Address {
  return { ...row, isDefault: row.isDefault === 1 };
}
