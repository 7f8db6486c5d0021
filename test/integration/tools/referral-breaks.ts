import {
  setRule,
  aDevice,
  aSecondAccount,
  broughtBy,
  opened,
  shared,
} from '../../factories/referral.js';
import { fen } from '../../../shared/src/money.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { publishedProgramme } from '../../factories/programme.js';
import type { TestOperator } from '../../factories/operator.js';
import type { TestShop } from '../../factories/shop.js';
import { addAddress, aShopper } from '../../factories/shopper.js';

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
  'nothing is given for a friend while a flag is open, or once it is confirmed': `UPDATE referral_flag JOIN (SELECT * FROM referral_reward WHERE state = 'pending' LIMIT 1) AS reward
     SET referral_flag.state = 'confirmed', decided_by = reward.inviter_id, decided_at = flagged_at,
       referral_flag.friend_id = reward.friend_id, referral_flag.inviter_id = reward.inviter_id`,
  'no visit of somebody known is undecided past its moment':
    "UPDATE visit SET state = 'known', reason = NULL, visited_at = '2026-01-01' WHERE reason IS NOT NULL",
  'a reward is for something a customer of its inviter did':
    "UPDATE referral_reward SET binding_id = id WHERE action = 'first-paid'",
  'nobody has more rewards than one inviter may have': 'UPDATE referral_reward SET total_max = 0',
  'a reward was given once when it says so, and otherwise not':
    "UPDATE referral_reward SET state = 'granted', granted_at = created_at WHERE state = 'pending'",
  'no reward waits for an order that was given back':
    "UPDATE orders SET state = 'closed', closed_at = '2026-01-01'",
  'no reward is stuck past the day it is due': "UPDATE referral_reward SET due_at = '2026-01-01'",
  'referral_reward is only in states that exist': "UPDATE referral_reward SET state = 'gone-mad'",
};

/** A customer whom another took over, a visitor nobody knows, and an account that is flagged. */
export async function referralsOfEveryKind(shop: TestShop, operator: TestOperator): Promise<void> {
  await setRule(operator, { touch: 'last', protectionDays: 0 });
  const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
  const customer = await broughtBy(shop, await shared(ann));
  await opened(shop, await shared(bo), { device: customer.device, by: customer });
  await opened(shop, await shared(bo), { device: aDevice() });
  await publishedProgramme(operator);
  await shop.settle();
  const buyer = { ...customer, addressId: (await addAddress(customer)).id };
  await aPaidOrder(shop, buyer, 1, { priceFen: fen(6_000) });
  await shop.settle();
  await aSecondAccount(shop);
}
