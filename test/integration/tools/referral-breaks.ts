import {
  setRule,
  aDevice,
  aSecondAccount,
  broughtBy,
  opened,
  shared,
} from '../../factories/referral.js';
import type { TestOperator } from '../../factories/operator.js';
import type { TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

/** For each thing that must hold of who brought whom, one way to break it. */
export const REFERRAL_BREAKS: Readonly<Record<string, string>> = {
  'a binding was made of a visit of its customer, by a link of its owner':
    'UPDATE referral_binding SET shopper_id = owner_id, owner_id = shopper_id WHERE is_open = 1',
  'nobody is two owners’ customer at a time':
    "UPDATE referral_binding SET ended_at = '2099-01-01' WHERE ended_at IS NOT NULL",
  'who left the shop has no link that counts, and no customer who does':
    "UPDATE shopper SET deleted_at = '2026-01-01'",
  'who is flagged was brought by whom they are flagged with':
    'UPDATE referral_flag SET inviter_id = friend_id, friend_id = inviter_id',
  'no visit of somebody known is undecided past its moment':
    "UPDATE visit SET state = 'known', reason = NULL, visited_at = '2026-01-01' WHERE reason IS NOT NULL",
};

/** A customer whom another took over, a visitor nobody knows, and an account that is flagged. */
export async function referralsOfEveryKind(shop: TestShop, operator: TestOperator): Promise<void> {
  await setRule(operator, { touch: 'last', protectionDays: 0 });
  const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
  const customer = await broughtBy(shop, await shared(ann));
  await opened(shop, await shared(bo), { device: customer.device, by: customer });
  await opened(shop, await shared(bo), { device: aDevice() });
  await aSecondAccount(shop);
}
