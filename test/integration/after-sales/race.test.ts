import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aTrackingNo, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const ROUNDS = 4;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const rounds = Array.from({ length: ROUNDS }, (_, round) => round + 1);

describe('given things that happen to one order in the same moment', () => {
  it.each(rounds)(
    'when its two halves are granted at once, then the freight goes back once (round %i)',
    async () => {
      const order = await aPaidOrder(shop, buyer, 2);
      const half = { lines: unitsOf(order, 1), reason: 'changed-mind' } as const;
      const halves = [await asked(buyer, order, half), await asked(buyer, order, half)];

      await Promise.all(halves.map(({ id }) => answered(operator, id, 'approval')));
      await arrived(shop);
      await arrived(shop);

      expect(await orderOf(buyer, order.id)).toMatchObject({
        state: 'closed',
        refundedFen: order.totalFen,
      });
    },
  );

  it.each(rounds)(
    'when a unit is asked for and all are shipped at once, then one of the two is refused (round %i)',
    async () => {
      const order = await aPaidOrder(shop, buyer, 2);
      const lines = unitsOf(order);
      const parcels = [{ company: 'YTO', trackingNo: aTrackingNo(), lines }];
      const [request, parcel] = await Promise.all([
        buyer.refusal('POST', '/shop/after-sales', {
          body: { orderId: order.id, kind: 'refund-only', lines, reason: 'changed-mind' },
        }),
        operator.refusal('POST', `/ops/orders/${order.id}/parcels`, { body: { parcels } }),
      ]);
      expect([
        [null, 'SHIPMENT_INVALID'],
        ['AFTER_SALE_QUANTITY', null],
      ]).toContainEqual([request, parcel]);
      await shop.settle();
    },
  );

  it.each(rounds)(
    'when a request is granted and the rest shipped at once, then the order is shipped (round %i)',
    async () => {
      const order = await aPaidOrder(shop, buyer, 2);
      const { id } = await asked(buyer, order, { lines: unitsOf(order, 1) });
      const lines = unitsOf(order, 1);
      await Promise.all([
        answered(operator, id, 'approval'),
        operator.post(`/ops/orders/${order.id}/parcels`, {
          parcels: [{ company: 'YTO', trackingNo: aTrackingNo(), lines }],
        }),
      ]);
      await arrived(shop);
      expect((await orderOf(buyer, order.id)).state).toBe('shipped');
    },
  );
});
