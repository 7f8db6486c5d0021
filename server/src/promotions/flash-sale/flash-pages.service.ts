import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  beijingDayStart,
  daysAfter,
  struckPriceFen,
  type Fen,
  type FlashChannel,
  type FlashGoods,
  type FlashSlotAnswer,
  type ProductFlashSale,
  type QuotedSku,
  type Slot,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { SoldPrices } from '../../catalog/sold-prices.js';
import { Clock } from '../../platform/clock.js';
import { unitsOfCampaigns, type ActivityUnits } from './activity-stock.store.js';
import { EarlyAccess } from './early-access.js';
import { FlashSales, preheatFrom, type ScheduledSale } from './flash-sales.service.js';

type Units = ActivityUnits & { campaignId: string };

/** One slot of one sale, with what it sells. */
interface SaleSlot {
  sale: ScheduledSale;
  slot: Slot;
}

/** What anyone may see of flash sales; the same for everyone. */
@Injectable()
export class FlashPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sales: FlashSales,
    private readonly early: EarlyAccess,
    private readonly skus: SkuFacts,
    private readonly soldPrices: SoldPrices,
  ) {}

  /** Slots of today and tomorrow in Beijing, by start, those that are over included. */
  async channel(): Promise<FlashChannel> {
    const now = this.clock.now();
    const today = beijingDayStart(beijingDay(now));
    const slots = (await this.slots()).filter(
      ({ slot }) => slot.endsAt > today && slot.startsAt < daysAfter(today, 2),
    );
    return { serverTime: now.toISOString(), slots: await this.answers(slots, now) };
  }

  /** The slot that runs, or else comes next, with this product. */
  async ofProduct(productId: string): Promise<ProductFlashSale> {
    const now = this.clock.now();
    const skuIds = await this.skus.idsOf(this.db.manager, productId);
    const first = (await this.slots()).find(
      ({ sale, slot }) =>
        slot.endsAt > now && sale.input.rule.prices.some((price) => skuIds.includes(price.skuId)),
    );
    const [slot] = first ? await this.answers([first], now) : [];
    const goods = slot?.goods.filter((one) => one.productId === productId) ?? [];
    return {
      serverTime: now.toISOString(),
      slot: slot && goods.length > 0 ? { ...slot, goods } : null,
    };
  }

  /** How early this shopper is let in, as benefits stand now. */
  async earlyAccessOf(shopperId: string): Promise<{ minutes: number }> {
    const now = this.clock.now();
    return { minutes: await this.early.minutesOf(this.db.manager, shopperId, now) };
  }

  private async slots(): Promise<SaleSlot[]> {
    const sales = await this.sales.scheduled();
    return sales
      .flatMap((sale) => sale.slots.map((slot) => ({ sale, slot })))
      .sort((a, b) => a.slot.startsAt.getTime() - b.slot.startsAt.getTime());
  }

  /** What may be struck through is what things really sold at before the promotion began. */
  private basesOf({ input, slots }: ScheduledSale, now: Date): Promise<Bases> {
    const begins = slots[0]?.startsAt ?? now;
    const skuIds = input.rule.prices.map(({ skuId }) => skuId);
    return this.soldPrices.basesBefore(this.db.manager, skuIds, begins < now ? begins : now);
  }

  private async answers(slots: readonly SaleSlot[], now: Date): Promise<FlashSlotAnswer[]> {
    if (slots.length === 0) return [];
    const prices = slots.flatMap(({ sale }) => sale.input.rule.prices);
    const skuIds = [...new Set(prices.map(({ skuId }) => skuId))];
    const campaignIds = [...new Set(slots.map(({ sale }) => sale.id))];
    const facts = await this.skus.find(this.db.manager, skuIds);
    const units = await unitsOfCampaigns(this.db.manager, campaignIds);
    const bases = new Map<ScheduledSale, Bases>();
    for (const sale of new Set(slots.map((one) => one.sale))) {
      bases.set(sale, await this.basesOf(sale, now));
    }
    const early = await this.early.offered(this.db.manager);
    return slots.map(({ sale, slot }) => ({
      ...{ campaignId: sale.id, name: sale.input.name },
      preheatFrom: preheatFrom(sale, slot).toISOString(),
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      perPersonMax: sale.perPersonMax,
      ...{ payWithinMinutes: sale.input.rule.payWithinMinutes, early },
      goods: goodsOf(sale, { facts, units, bases: bases.get(sale) }),
    }));
  }
}

type Bases = ReadonlyMap<string, Fen | null>;

interface Known {
  facts: ReadonlyMap<string, QuotedSku>;
  units: readonly Units[];
  bases: Bases | undefined;
}

/** What is not on sale any more is not shown. */
function goodsOf({ id, input }: ScheduledSale, { facts, units, bases }: Known): FlashGoods[] {
  return input.rule.prices.flatMap(({ skuId, priceFen }) => {
    const sku = facts.get(skuId);
    if (!sku?.onSale) return [];
    const { productId, title, optionText, pictureUrl, unitPriceFen } = sku;
    const { laidOut = 0, stock = 0 } =
      units.find((one) => one.campaignId === id && one.skuId === skuId) ?? {};
    return [
      {
        ...{ skuId, productId, title, optionText, pictureUrl, priceFen },
        ordinaryPriceFen: unitPriceFen,
        struckFen: struckPriceFen(priceFen, unitPriceFen, bases?.get(skuId) ?? null),
        soldBps: laidOut === 0 ? 10_000 : Math.floor(((laidOut - stock) * 10_000) / laidOut),
        soldOut: stock === 0,
      },
    ];
  });
}
