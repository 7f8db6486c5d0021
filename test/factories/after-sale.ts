import { randomBytes } from 'node:crypto';
import type {
  AfterSale,
  AfterSaleInput,
  LineQuantities,
  OpsAfterSale,
  Order,
  UploadedPicture,
} from '@siyu/shared';
import { IDEMPOTENCY_HEADER } from '@siyu/shared';
import sharp from 'sharp';
import { settled, unitsOf } from './fulfilment.js';
import { newKey } from './http.js';
import type { TestOperator } from './operator.js';
import { orderOf, type Buyer } from './purchase.js';
import type { TestShop } from './shop.js';

/** What a shopper sends to ask for money back: for all units, because they were not received. */
export function aRequestFor(order: Order, given: Partial<AfterSaleInput> = {}): AfterSaleInput {
  return {
    orderId: order.id,
    kind: 'refund-only',
    lines: unitsOf(order),
    reason: 'not-received',
    description: '',
    pictureIds: [],
    ...given,
  };
}

export function asked(
  buyer: Buyer,
  order: Order,
  given: Partial<AfterSaleInput> = {},
): Promise<AfterSale> {
  return buyer.post<AfterSale>('/shop/after-sales', aRequestFor(order, given));
}

/** An operator's answer: `approval`, `rejection` or `receipt`. */
export function answered(
  operator: TestOperator,
  id: string,
  step: 'approval' | 'rejection' | 'receipt',
  body: object = {},
): Promise<OpsAfterSale> {
  return operator.post<OpsAfterSale>(`/ops/after-sales/${id}/${step}`, body);
}

/** Money back for some units, by an operator, until it has arrived. */
export async function refundedUnits(
  shop: TestShop,
  operator: TestOperator,
  order: Order,
  lines: LineQuantities,
): Promise<OpsAfterSale> {
  const { id } = await operator.post<OpsAfterSale>(`/ops/orders/${order.id}/refunds`, {
    lines,
    reason: 'other',
    answer: '商家退款',
  });
  await arrived(shop);
  return operator.get<OpsAfterSale>(`/ops/after-sales/${id}`);
}

/** Lets refunds arrive: WeChat makes those of one payment a minute apart. */
export async function arrived(shop: TestShop): Promise<void> {
  await settled(shop);
  shop.clock.advance(61_000);
  await settled(shop);
}

export function afterSaleOf(buyer: Buyer, id: string): Promise<AfterSale> {
  return buyer.get<AfterSale>(`/shop/after-sales/${id}`);
}

export async function stateOf(buyer: Buyer, orderId: string): Promise<string> {
  return (await orderOf(buyer, orderId)).state;
}

/** A photo as evidence. */
export async function uploadedBy(shop: TestShop, buyer: Buyer): Promise<UploadedPicture> {
  const [red, green, blue] = randomBytes(3);
  const background = { r: red ?? 0, g: green ?? 0, b: blue ?? 0 };
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'photo.png');
  const answer = await fetch(`${shop.url}/shop/pictures`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${buyer.session.sessionToken}`,
      [IDEMPOTENCY_HEADER]: newKey(),
    },
    body: form,
  });
  if (answer.status !== 200) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as UploadedPicture;
}
