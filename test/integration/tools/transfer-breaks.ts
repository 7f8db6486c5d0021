import { answersSheet, aTransfer, heard, transferNow } from '../../factories/transfer.js';
import type { TestShop } from '../../factories/shop.js';

/** For each thing that must hold of merchant transfers, one way to break it. */
export const TRANSFER_BREAKS: Readonly<Record<string, string>> = {
  'merchant transfers are only in states that exist':
    "UPDATE merchant_transfer SET state = 'gone-mad'",
  'no merchant transfer is open without a job that sends it or a time to ask WeChat':
    "UPDATE merchant_transfer SET check_at = NULL WHERE state = 'awaiting-confirmation'",
  'no merchant transfer waits for its person past the day they have':
    "UPDATE merchant_transfer SET confirm_until = '2026-01-01' WHERE state = 'awaiting-confirmation'",
  'a merchant transfer that succeeded says when and as which bill, and names nobody':
    "UPDATE merchant_transfer SET payee_name = '林小满' WHERE state = 'succeeded'",
};

/** One that waits for its person, and one that its person has. */
export async function transfersOfEveryKind(shop: TestShop): Promise<void> {
  await aTransfer(shop);
  const { id } = await aTransfer(shop);
  await shop.settle();
  await answersSheet(shop, (await transferNow(shop, id)).packageInfo);
  await heard(shop);
}
