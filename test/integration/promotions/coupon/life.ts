import { expect } from '@jest/globals';
import { COUPON_MOVES, type Campaign, type CouponState, type PlacedOrder } from '@siyu/shared';
import fc from 'fast-check';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { refundedUnits } from '../../../factories/after-sale.js';
import { claimed, refusalToClaim } from '../../../factories/coupon.js';
import { unitsOf } from '../../../factories/fulfilment.js';
import type { TestOperator } from '../../../factories/operator.js';
import {
  notified,
  orderOf,
  paymentIdOf,
  payInSheet,
  prepaid,
  type Buyer,
} from '../../../factories/purchase.js';
import type { TestShop } from '../../../factories/shop.js';
import { setSwitches } from '../../../factories/shopper.js';

export const PER_PERSON_MAX = 3;
const PAST_PAY_DEADLINE_MS = 31 * 60_000;

/** What should be: coupons by id, and orders with the coupon each was placed with. */
export interface Model {
  coupons: Map<string, CouponState>;
  orders: Map<string, ModelOrder>;
  /** Every state some coupon was found in. */
  seen: Set<CouponState>;
}
interface ModelOrder {
  couponId: string;
  state: 'open' | 'closed' | 'paid' | 'refunded';
  /** Money is at WeChat that the shop has not heard of. */
  unheard: boolean;
}

/** What is: one buyer in a shop, with one coupon campaign. */
export interface Life {
  shop: TestShop;
  operator: TestOperator;
  buyer: Buyer;
  skuId: string;
  campaign: Campaign;
}

type Step = (model: Model, life: Life) => Promise<void>;

/** One thing that may happen, after which every coupon stands as the model says. */
class Happening implements fc.AsyncCommand<Model, Life> {
  constructor(
    private readonly name: string,
    private readonly may: (model: Readonly<Model>) => boolean,
    private readonly step: Step,
  ) {}

  check = (model: Readonly<Model>) => this.may(model);
  toString = () => this.name;

  async run(model: Model, life: Life): Promise<void> {
    const before = new Map(model.coupons);
    await this.step(model, life);
    await life.shop.settle();
    const found: { id: string; state: CouponState }[] = await life.shop.db.query(
      'SELECT id, state FROM coupon WHERE shopper_id = ?',
      [life.buyer.id],
    );
    expect(new Map(found.map(({ id, state }) => [id, state]))).toEqual(model.coupons);
    for (const { state } of found) model.seen.add(state);
    for (const [id, from] of before) {
      const to = model.coupons.get(id)!;
      if (to !== from) expect(COUPON_MOVES[from]).toContain(to);
    }
  }
}

/** The nth of those there are, round and round. */
function pick<T>(items: readonly T[], nth: number): T {
  return items[nth % items.length]!;
}

function ordersWhere(model: Readonly<Model>, is: (order: ModelOrder) => boolean): string[] {
  return [...model.orders].flatMap(([id, order]) => (is(order) ? [id] : []));
}

const isOpen = ({ state }: ModelOrder) => state === 'open';
const isPayable = ({ state, unheard }: ModelOrder) => state === 'open' && !unheard;
const isUnheard = ({ state, unheard }: ModelOrder) => state === 'open' && unheard;
const isPaid = ({ state }: ModelOrder) => state === 'paid';

/** An order that is open settles, and its coupon with it. */
function settle(model: Model, orderId: string, to: 'closed' | 'paid' | 'refunded'): void {
  const order = model.orders.get(orderId)!;
  order.state = to;
  model.coupons.set(order.couponId, to === 'paid' ? 'used' : 'unused');
}

async function claim(model: Model, { buyer, campaign }: Life): Promise<void> {
  if (model.coupons.size === PER_PERSON_MAX) {
    expect(await refusalToClaim(buyer, campaign)).toBe('PURCHASE_LIMIT');
    return;
  }
  model.coupons.set((await claimed(buyer, campaign)).id, 'unused');
}

/** ¥120 of goods less ¥20, or QUOTE_CHANGED where the coupon cannot be used. */
function place(nth: number): Step {
  return async (model, { buyer, skuId }) => {
    const couponId = pick([...model.coupons.keys()], nth);
    const { addressId } = buyer;
    const lines = [{ skuId, quantity: 2 }];
    const body = { lines, addressId, couponIds: [couponId], shownTotalFen: 10_000 };
    if (model.coupons.get(couponId) !== 'unused') {
      expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('QUOTE_CHANGED');
      return;
    }
    const { id } = await buyer.post<PlacedOrder>('/shop/orders', body);
    model.orders.set(id, { couponId, state: 'open', unheard: false });
    model.coupons.set(couponId, 'locked');
  };
}

function pay(nth: number): Step {
  return async (model, { shop, buyer }) => {
    const id = pick(ordersWhere(model, isPayable), nth);
    await payInSheet(shop, await prepaid(buyer, id));
    model.orders.get(id)!.unheard = true;
  };
}

/** WeChat tells of what was paid, twice and the last first; money of closed orders comes late. */
async function hear(model: Model, { shop, buyer }: Life): Promise<void> {
  await setSwitches(shop, { notifyOutOfOrder: true });
  await notified(shop);
  // What came too late goes back, and WeChat tells of that too.
  await notified(shop);
  await setSwitches(shop, { notifyOutOfOrder: false });
  for (const id of ordersWhere(model, isUnheard)) settle(model, id, 'paid');
  const late = ordersWhere(model, ({ state, unheard }) => state === 'closed' && unheard);
  for (const id of late) await hearLate(model, buyer, id);
  for (const order of model.orders.values()) order.unheard = false;
}

/** Whoever comes first takes the coupon again; everyone else has their money back. */
async function hearLate(model: Model, buyer: Buyer, id: string): Promise<void> {
  const { couponId } = model.orders.get(id)!;
  const { state, refundedFen, totalFen } = await orderOf(buyer, id);
  if (state === 'to-ship') {
    expect(model.coupons.get(couponId)).toBe('unused');
    settle(model, id, 'paid');
  } else expect([state, refundedFen]).toEqual(['closed', totalFen]);
}

function cancel(nth: number): Step {
  return async (model, { buyer }) => {
    const id = pick(ordersWhere(model, isOpen), nth);
    const { unheard } = model.orders.get(id)!;
    await buyer.ask('POST', `/shop/orders/${id}/cancellation`);
    // WeChat, asked to close it, says that it is paid: that is how the shop hears of it.
    settle(model, id, unheard ? 'paid' : 'closed');
    model.orders.get(id)!.unheard = false;
  };
}

/** The shop takes an order for closed that is paid in the same moment (case 3). */
function closeUnawares(nth: number): Step {
  return async (model, { shop }) => {
    const id = pick(ordersWhere(model, isUnheard), nth);
    const paymentId = await paymentIdOf(shop, id);
    await shop.db.query("UPDATE payment SET state = 'closing' WHERE id = ?", [paymentId]);
    await shop.app.get(Payments, { strict: false }).recordClosed(paymentId);
    settle(model, id, 'closed');
  };
}

function refund(nth: number): Step {
  return async (model, life) => {
    const { shop, operator, buyer } = life;
    const order = await orderOf(buyer, pick(ordersWhere(model, isPaid), nth));
    await hear(model, life);
    await refundedUnits(shop, operator, order, unitsOf(order));
    settle(model, order.id, 'refunded');
  };
}

function revoke(nth: number): Step {
  return async (model, { operator, campaign }) => {
    const couponId = pick([...model.coupons.keys()], nth);
    const path = `/ops/campaigns/${campaign.id}/coupon-revocations`;
    await operator.post(path, { couponIds: [couponId] });
    if (model.coupons.get(couponId) === 'unused') model.coupons.set(couponId, 'revoked');
  };
}

/** Half an hour goes by: what is unpaid closes. */
async function wait(model: Model, life: Life): Promise<void> {
  await hear(model, life);
  life.shop.clock.advance(PAST_PAY_DEADLINE_MS);
  for (const id of ordersWhere(model, isOpen)) settle(model, id, 'closed');
}

const some = (is: (order: ModelOrder) => boolean) => (model: Readonly<Model>) =>
  ordersWhere(model, is).length > 0;
const hasUnheard = some(({ unheard }) => unheard);
const anyCoupon = ({ coupons }: Readonly<Model>) => coupons.size > 0;

/** Everything that may happen to coupons; the shrunk sequence names what went wrong. */
export function happenings(): fc.Arbitrary<Happening>[] {
  const nth = fc.nat({ max: 5 });
  const numbered = (
    name: string,
    may: (model: Readonly<Model>) => boolean,
    step: (nth: number) => Step,
  ) => nth.map((at) => new Happening(`${name} ${at}`, may, step(at)));
  const likely = <T>(times: number, one: T): T[] => Array.from({ length: times }, () => one);
  return [
    ...likely(2, fc.constant(new Happening('claim', () => true, claim))),
    ...likely(4, numbered('place', anyCoupon, place)),
    ...likely(5, numbered('pay', some(isPayable), pay)),
    ...likely(2, fc.constant(new Happening('hear', hasUnheard, hear))),
    numbered('cancel', some(isOpen), cancel),
    ...likely(2, numbered('close unawares', some(isUnheard), closeUnawares)),
    ...likely(2, numbered('refund', some(isPaid), refund)),
    numbered('revoke', anyCoupon, revoke),
    fc.constant(new Happening('wait', some(isOpen), wait)),
  ];
}
