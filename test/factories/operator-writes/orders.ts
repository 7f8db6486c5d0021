import type { AfterSale, OpsOrder, OpsRefund, Order, Page } from '@siyu/shared';
import { answered, arrived, asked } from '../after-sale.js';
import { aPaidOrder, received, shipped, unitsOf } from '../fulfilment.js';
import { setSwitches } from '../shopper.js';
import { adds, changes, type OperatorWrites, type Scene, type World } from './scene.js';

export function orderWrites(world: World): OperatorWrites {
  const { shop, buyer, operator } = world;
  return {
    'PUT /ops/orders/:id/remark': changes(
      withOrder(world, ({ id }) => operator.put(`/ops/orders/${id}/remark`, { remark: '先发' })),
    ),
    'POST /ops/orders/:id/parcels': adds(
      withOrder(world, (order) => {
        const parcel = { company: 'ZTO', trackingNo: 'ZT00000001', lines: unitsOf(order) };
        return operator.post(`/ops/orders/${order.id}/parcels`, { parcels: [parcel] });
      }),
    ),
    'PUT /ops/orders/:id/parcels/:parcelId': changes(
      withParcel(world, ({ id, parcels }) => {
        const consignment = { company: 'ZTO', trackingNo: 'ZT99999999' };
        return operator.put(`/ops/orders/${id}/parcels/${parcels[0]!.id}`, consignment);
      }),
    ),
    'POST /ops/orders/:id/wechat-shipping/retry': changes(
      withParcel(world, ({ id }) => operator.post(`/ops/orders/${id}/wechat-shipping/retry`)),
    ),
    'POST /ops/orders/:id/refunds': adds(
      withOrder(world, (order) => {
        const refund = { lines: unitsOf(order), reason: 'other', answer: '商家退款' };
        return operator.post(`/ops/orders/${order.id}/refunds`, refund);
      }),
    ),
    'POST /ops/refunds/:id/retry': changes(async () => {
      const { id } = await aFailedRefund(world);
      return () => operator.post(`/ops/refunds/${id}/retry`);
    }),
    'POST /ops/fapiao/:orderId/issued': changes(async () => {
      const { id } = await aPaidOrder(shop, buyer, 1);
      const fapiao = { kind: 'personal', title: '林小满', email: 'lin@example.com' };
      await buyer.post(`/shop/orders/${id}/fapiao`, fapiao);
      return () => operator.post(`/ops/fapiao/${id}/issued`, { fapiaoNo: '12345678' });
    }),
    'POST /ops/after-sales/:id/approval': changes(async () => {
      const id = await asRequested(world, 'refund-only');
      return () => answered(operator, id, 'approval');
    }),
    'POST /ops/after-sales/:id/rejection': changes(async () => {
      const id = await asRequested(world, 'refund-only');
      return () => answered(operator, id, 'rejection', { answer: '已超时' });
    }),
    'POST /ops/after-sales/:id/receipt': changes(async () => {
      const id = await comingBack(world);
      return () => answered(operator, id, 'receipt', { restock: [] });
    }),
  };
}

function withOrder({ shop, buyer }: World, act: (order: Order) => Promise<unknown>): Scene {
  return async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    return () => act(order);
  };
}

function withParcel(
  { shop, buyer, operator }: World,
  act: (order: OpsOrder) => Promise<unknown>,
): Scene {
  return async () => {
    const sent = await shipped(shop, operator, await aPaidOrder(shop, buyer, 1));
    return () => act(sent);
  };
}

async function asRequested(
  { shop, buyer, operator }: World,
  kind: 'refund-only' | 'return-and-refund',
): Promise<string> {
  const order = await aPaidOrder(shop, buyer, 1);
  if (kind === 'refund-only') return (await asked(buyer, order)).id;
  await shipped(shop, operator, order);
  await received(shop, buyer, order.id);
  return (await asked(buyer, order, { kind, reason: 'changed-mind' })).id;
}

async function comingBack(world: World): Promise<string> {
  const id = await asRequested(world, 'return-and-refund');
  await answered(world.operator, id, 'approval');
  const parcel = { company: '顺丰', trackingNo: 'SF1234567890' };
  await world.buyer.post<AfterSale>(`/shop/after-sales/${id}/return-parcel`, parcel);
  return id;
}

async function aFailedRefund({ shop, buyer, operator }: World): Promise<OpsRefund> {
  const order = await aPaidOrder(shop, buyer, 1);
  await setSwitches(shop, { refundOutcome: 'CLOSED' });
  await answered(operator, (await asked(buyer, order)).id, 'approval');
  await arrived(shop);
  await setSwitches(shop, { refundOutcome: 'SUCCESS' });
  const { items } = await operator.get<Page<OpsRefund>>('/ops/refunds?state=closed');
  return items[0]!;
}
