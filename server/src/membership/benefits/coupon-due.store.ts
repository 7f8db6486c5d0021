import { rows, type Tx } from '../../platform/transaction.js';

/** Members of a tier who have not had this month's coupons; locked, what others hold left out. */
export async function lockWithoutCoupons(
  tx: Tx,
  tierId: string,
  month: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ shopperId: string }>(
    tx,
    `SELECT shopper_id AS shopperId FROM member WHERE tier = ? AND coupons_month < ?
     LIMIT ? FOR UPDATE SKIP LOCKED`,
    [tierId, month, limit],
  );
  return found.map(({ shopperId }) => shopperId);
}

export async function setCouponsMonth(
  tx: Tx,
  shopperIds: readonly string[],
  month: string,
): Promise<void> {
  if (shopperIds.length === 0) return;
  const sql = 'UPDATE member SET coupons_month = ? WHERE shopper_id IN (?)';
  await tx.query(sql, [month, shopperIds]);
}

/** Members of a tier with a birthday on one of these days who have had no gift for that year. */
export async function lockWithoutGift(
  tx: Tx,
  tierId: string,
  { birthdays, year }: { birthdays: readonly string[]; year: string },
  limit: number,
): Promise<string[]> {
  const found = await rows<{ shopperId: string }>(
    tx,
    `SELECT shopper_id AS shopperId FROM member
     WHERE birthday IN (?) AND birthday_year < ? AND tier = ? LIMIT ? FOR UPDATE SKIP LOCKED`,
    [birthdays, year, tierId, limit],
  );
  return found.map(({ shopperId }) => shopperId);
}

export async function setBirthdayYear(
  tx: Tx,
  shopperIds: readonly string[],
  year: string,
): Promise<void> {
  if (shopperIds.length === 0) return;
  const sql = 'UPDATE member SET birthday_year = ? WHERE shopper_id IN (?)';
  await tx.query(sql, [year, shopperIds]);
}
