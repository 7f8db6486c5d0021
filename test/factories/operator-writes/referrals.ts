import type { OpsProgramme, VersionedAttributionRule } from '@siyu/shared';
import { Rewards } from '../../../server/src/referrals/rewards/rewards.service.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { fen } from '../../../shared/src/money.js';
import { aPaidOrder } from '../fulfilment.js';
import { aProgramme, publishedProgramme, rewardsOf } from '../programme.js';
import { broughtBy, shared } from '../referral.js';
import { addAddress } from '../shopper.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** By which rule customers are bound, what inviting gives, and what is held of it. */
export function referralWrites(world: World): OperatorWrites {
  const { operator } = world;
  const rule = '/ops/attribution-rule';
  const programmes = '/ops/referral-programmes';
  const rewards = '/ops/referral-rewards';
  const aDraft = () => operator.post<OpsProgramme>(programmes, aProgramme());
  const paused = ({ id, version }: OpsProgramme) =>
    operator.post<OpsProgramme>(`${programmes}/${id}/pause`, { version });
  const reason = { reason: '家人共用手机' };
  return {
    [`PUT ${rule}`]: changes(async () => {
      const known = await operator.get<VersionedAttributionRule>(rule);
      const next = { ...known.rule, validityDays: known.rule.validityDays + 1 };
      return () => operator.put(rule, { rule: next, version: known.version });
    }),
    [`POST ${programmes}`]: adds(async () => aDraft),
    [`PUT ${programmes}/:id`]: changes(async () => {
      const { id, version } = await aDraft();
      const programme = aProgramme({ rewardsMax: 7 });
      return () => operator.put(`${programmes}/${id}`, { version, programme });
    }),
    [`POST ${programmes}/:id/publish`]: changes(async () => {
      const { id, version } = await paused(await publishedProgramme(operator));
      return () => operator.post(`${programmes}/${id}/publish`, { version });
    }),
    [`POST ${programmes}/:id/pause`]: changes(async () => {
      const published = await publishedProgramme(operator);
      return () => paused(published);
    }),
    [`POST ${rewards}/:id/release`]: changes(async () => {
      const id = await aHeldReward(world);
      return () => operator.post(`${rewards}/${id}/release`, reason);
    }),
    [`POST ${rewards}/:id/void`]: changes(async () => {
      const id = await aHeldReward(world);
      return () => operator.post(`${rewards}/${id}/void`, reason);
    }),
  };
}

async function aHeldReward({ shop, operator, buyer }: World): Promise<string> {
  await publishedProgramme(operator);
  const friend = await broughtBy(shop, await shared(buyer));
  const { id: addressId } = await addAddress(friend);
  await aPaidOrder(shop, { ...friend, addressId }, 1, { priceFen: fen(6_000) });
  const [reward] = await rewardsOf(friend);
  await inTransaction(shop.db, (tx) =>
    shop.app.get(Rewards).hold(tx, reward!.id, { by: 'a test' }),
  );
  return reward!.id;
}
