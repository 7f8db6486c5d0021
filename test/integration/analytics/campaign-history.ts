import type { OpsAfterSale, OpsOrder, PlaceOrderRequest, PlacedOrder, Quote } from '@siyu/shared';
import { asked, refundedUnits } from '../../factories/after-sale.js';
import { sameBuyer } from '../../factories/coupon.js';
import { shipped, unitsOf } from '../../factories/fulfilment.js';
import { paysFor } from '../../factories/group-buy.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { aNewcomer } from '../../factories/newcomer.js';
import { logInOperator, type TestOperator } from '../../factories/operator.js';
import { orderOf, type Buyer } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

type Request = Pick<PlaceOrderRequest, 'lines' | 'couponIds' | 'through'>;

/** What may become of an order once it is placed. */
export const FATES = [
  ...(['left', 'cancelled', 'paid', 'paid-late', 'sent'] as const),
  ...(['asked-back', 'partly-back', 'back-unsent', 'back-after-sent'] as const),
];
export type Fate = (typeof FATES)[number];

/** An order as the shop tells of it, and what its quote said of offers. */
export interface ToldOrder {
  shopperId: string;
  quote: Quote;
  order: OpsOrder;
  afterSales: OpsAfterSale[];
}

/** People who ask and order in a shop, and what its answers to them said. */
export class CampaignHistory {
  /** By campaign and shopper, the first time a quote told of it. */
  readonly told = new Map<string, Map<string, Date>>();
  private readonly placed: { shopperId: string; id: string; quote: Quote }[] = [];
  private readonly people: Buyer[] = [];

  constructor(
    private readonly shop: TestShop,
    private operator: TestOperator,
  ) {}

  /** The nth person, who registers when they come for the first time. */
  async person(nth: number): Promise<Buyer> {
    const known = this.people[nth] ?? (await aNewcomer(this.shop));
    return (this.people[nth] = known);
  }

  /** Sessions end after two hours: everybody comes back with another. */
  async comesBack(): Promise<void> {
    for (const [nth, buyer] of this.people.entries()) {
      if (buyer) this.people[nth] = await sameBuyer(this.shop, buyer);
    }
    this.operator = await logInOperator(this.shop, this.operator.name, this.operator.password);
  }

  async asks(buyer: Buyer, request: Request): Promise<Quote> {
    const body = { ...request, addressId: buyer.addressId };
    const quote = await buyer.post<Quote>('/shop/quote', body);
    for (const { campaignId } of quote.offers) {
      if (campaignId === null) continue;
      const shoppers = this.told.get(campaignId) ?? new Map<string, Date>();
      this.told.set(campaignId, shoppers);
      if (!shoppers.has(buyer.id)) shoppers.set(buyer.id, this.shop.clock.now());
    }
    return quote;
  }

  /** Asks and orders just that; its id. */
  async orders(buyer: Buyer, request: Request): Promise<string> {
    const quote = await this.asks(buyer, request);
    const { id } = await buyer.post<PlacedOrder>('/shop/orders', {
      ...{ ...request, addressId: buyer.addressId, fromCart: false },
      ...{ shownTotalFen: quote.totalFen, returnPolicyConfirmed: true },
    });
    this.placed.push({ shopperId: buyer.id, id, quote });
    return id;
  }

  async meets(buyer: Buyer, orderId: string, fate: Fate): Promise<void> {
    if (fate === 'left') return;
    if (fate === 'cancelled') await buyer.post(`/shop/orders/${orderId}/cancellation`);
    else if (fate === 'paid-late') {
      await paidButClosedHere(this.shop, buyer, orderId);
      await newsComes(this.shop, orderId);
    } else await paysFor(this.shop, buyer, orderId);
    const { shop, operator } = this;
    const order = await orderOf(buyer, orderId);
    if (fate === 'sent' || fate === 'back-after-sent') await shipped(shop, operator, order);
    if (!fate.includes('back')) return;
    const bought = { ...order, lines: order.lines.filter(({ giftOf }) => giftOf === null) };
    if (fate === 'asked-back') return void (await asked(buyer, bought));
    const units = fate === 'partly-back' ? unitsOf(bought, 1) : unitsOf(bought);
    await refundedUnits(shop, operator, order, units);
  }

  /** Every order as it stands, from the operator's pages. */
  async tell(): Promise<ToldOrder[]> {
    const told: ToldOrder[] = [];
    for (const { id, ...one } of this.placed) {
      const order = await this.operator.get<OpsOrder>(`/ops/orders/${id}`);
      const afterSales: OpsAfterSale[] = [];
      for (const { id: afterSaleId } of order.afterSales) {
        afterSales.push(await this.operator.get(`/ops/after-sales/${afterSaleId}`));
      }
      told.push({ ...one, order, afterSales });
    }
    return told;
  }
}
