import type {
  OpsTransfer,
  Page,
  VersionedCommissionRule,
  VersionedWithdrawalRule,
  WithdrawalAsk,
} from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { aSkuFor } from '../fulfilment.js';
import {
  aCustomerOf,
  aPromoter,
  completed,
  setCommission,
  setWithdrawals,
  withdrawn,
} from '../promoter.js';
import { aShopper } from '../shopper.js';
import { heard } from '../transfer.js';
import { changes, type OperatorWrites, type World } from './scene.js';

const reason = { reason: '核实过' };
const note = { note: '网银 20261130-7' };

/** Who promotes, by which rules, what of theirs is in question, and what they are paid. */
export function promoterWrites(world: World): OperatorWrites {
  const { operator } = world;
  return {
    ...ruleWrites(world),
    ...peopleWrites(world),
    'POST /ops/commissions/:orderId/freeze': changes(async () => {
      const { orderId } = await sold(world);
      return () => operator.post(`/ops/commissions/${orderId}/freeze`, reason);
    }),
    'POST /ops/commissions/:orderId/release': changes(async () => {
      const path = `/ops/commissions/${(await sold(world)).orderId}`;
      await operator.post(`${path}/freeze`, reason);
      return () => operator.post(`${path}/release`, reason);
    }),
    'POST /ops/withdrawals/:id/payment': changes(async () => {
      const id = await aWithdrawal(world);
      return () => operator.post(`/ops/withdrawals/${id}/payment`, note);
    }),
    'POST /ops/withdrawals/:id/return': changes(async () => {
      const id = await aWithdrawal(world);
      return () => operator.post(`/ops/withdrawals/${id}/return`, note);
    }),
    ...transferWrites(world),
  };
}

function transferWrites(world: World): OperatorWrites {
  const { shop, operator } = world;
  /** The path of a transfer that waits for its promoter. */
  const waiting = async () => {
    const subjectId = await aWithdrawal(world, { channel: 'transfer' });
    await shop.settle();
    const { items } = await operator.get<Page<OpsTransfer>>(
      `/ops/transfers?subjectId=${subjectId}`,
    );
    return `/ops/transfers/${items[0]?.id}`;
  };
  return {
    'POST /ops/transfers/:id/cancellation': changes(async () => {
      const path = await waiting();
      return () => operator.post(`${path}/cancellation`);
    }),
    'POST /ops/transfers/:id/payment': changes(async () => {
      const path = await waiting();
      await operator.post(`${path}/cancellation`);
      await shop.settle();
      shop.clock.advance(2_000);
      await heard(shop);
      return () => operator.post(`${path}/payment`, { reference: '网银 20261130-8' });
    }),
  };
}

function ruleWrites({ operator }: World): OperatorWrites {
  const [commission, withdrawals] = ['commission', 'withdrawals'].map(
    (name) => `/ops/promoter-rules/${name}`,
  ) as [string, string];
  return {
    [`PUT ${commission}`]: changes(async () => {
      await setCommission(operator);
      const { rule, version } = await operator.get<VersionedCommissionRule>(commission);
      return () => operator.put(commission, { rule: { ...rule, waitDays: 9 }, version });
    }),
    [`PUT ${withdrawals}`]: changes(async () => {
      const { settings, version } = await operator.get<VersionedWithdrawalRule>(withdrawals);
      const next = { ...settings, dailyTimesMax: settings.dailyTimesMax + 1 };
      return () => operator.put(withdrawals, { settings: next, version });
    }),
  };
}

function peopleWrites({ shop, operator }: World): OperatorWrites {
  const applied = async () => {
    await setCommission(operator);
    const shopper = await aShopper(shop);
    await shopper.post('/shop/promoter', { statement: '朋友常问我茶怎么选' });
    return shopper;
  };
  const decided = (what: 'approval' | 'rejection') =>
    changes(async () => {
      const { id } = await applied();
      return () => operator.post(`/ops/promoters/${id}/${what}`, reason);
    });
  return {
    'POST /ops/promoters/:id/approval': decided('approval'),
    'POST /ops/promoters/:id/rejection': decided('rejection'),
    'POST /ops/promoters/:id/suspension': changes(async () => {
      const { id } = await aPromoter(shop, operator);
      return () => operator.post(`/ops/promoters/${id}/suspension`, reason);
    }),
    'PUT /ops/promoters/:id/rank': changes(async () => {
      const { id } = await aPromoter(shop, operator);
      return () => operator.put(`/ops/promoters/${id}/rank`, { rank: 2, ...reason });
    }),
  };
}

/** An order that gave a promoter commission. */
async function sold({ shop, operator }: World) {
  await setCommission(operator);
  const promoter = await aPromoter(shop, operator);
  const buyer = await aCustomerOf(shop, promoter);
  const skuId = await aSkuFor(shop, { priceFen: fen(10_000) });
  const { id: orderId } = await completed(shop, operator, buyer, { skuId, quantity: 1 });
  return { promoter, orderId };
}

/** One that an operator is to pay, unless another is asked for; its commission settles as if after-sales were over. */
async function aWithdrawal(
  world: World,
  asked: Partial<WithdrawalAsk> = { channel: 'offline', payee: '招商银行 6225 王小茶' },
): Promise<string> {
  const { shop, operator } = world;
  const { promoter } = await sold(world);
  await shop.db.query('UPDATE commission_share SET settle_at = ?', [shop.clock.now()]);
  await shop.settle();
  await setWithdrawals(operator, { minFen: fen(100) });
  return (await withdrawn(promoter, 500, asked)).id;
}
