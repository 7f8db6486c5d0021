import { Inject, Injectable } from '@nestjs/common';
import {
  flashPhase,
  grouped,
  minutesAfter,
  type FlashPhase,
  type FlashReminder,
  type Slot,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, writeAlone } from '../../platform/transaction.js';
import './flash-sale.events.js';
import { addReminder, remindersOf, takeReminders } from './flash-reminder.store.js';
import { FlashSales, preheatFrom, type ScheduledSale } from './flash-sales.service.js';

/** How long before a slot those who asked for it are told. */
const REMIND_MINUTES = 5;
const PAGE = 200;
const SWEEP_EVERY_MS = 5_000;

/** Tells shoppers that a slot they asked for is about to begin. */
@Injectable()
export class FlashReminders {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sales: FlashSales,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    sweeps.every('flash-sale.remind', SWEEP_EVERY_MS, () => this.remind());
  }

  /**
   * Asks for one reminder of one slot; asking again changes nothing.
   * @throws Refusal CAMPAIGN_NOT_LIVE for a slot that is not announced, or has begun
   */
  async add(shopperId: string, campaignId: string, startsAt: Date): Promise<void> {
    const sale = (await this.sales.scheduled()).find(({ id }) => id === campaignId);
    const slot = sale && slotAt(sale, startsAt);
    if (!slot || phaseOf(sale, slot, this.clock.now()) !== 'preheat') {
      throw new Refusal('CAMPAIGN_NOT_LIVE', { campaignId });
    }
    const reminder = { shopperId, campaignId, startsAt };
    await writeAlone(this.db, (single) => addReminder(single, reminder));
  }

  /** The slots a shopper will be reminded of. */
  async of(shopperId: string): Promise<FlashReminder[]> {
    const found = await remindersOf(this.db.manager, shopperId);
    return found.map(({ campaignId, startsAt }) => ({
      ...{ campaignId, startsAt: startsAt.toISOString() },
    }));
  }

  /** What has begun meanwhile, was moved or is not offered any more is told to nobody. */
  private async remind(): Promise<boolean> {
    const now = this.clock.now();
    const sales = new Map((await this.sales.scheduled()).map((sale) => [sale.id, sale]));
    return inTransaction(this.db, async (tx) => {
      const due = await takeReminders(tx, minutesAfter(now, REMIND_MINUTES), PAGE);
      const slots = grouped(due, (one) => `${one.campaignId} ${one.startsAt.toISOString()}`);
      for (const asked of slots.values()) {
        const sale = sales.get(asked[0]?.campaignId ?? '');
        const slot = sale && slotAt(sale, asked[0]?.startsAt);
        if (!sale || !slot || slot.startsAt <= now) continue;
        await this.outbox.add(tx, 'flash-sale.begins-soon', {
          ...{ campaignId: sale.id, name: sale.input.name },
          startsAt: slot.startsAt.toISOString(),
          shopperIds: asked.map(({ shopperId }) => shopperId),
        });
      }
      return due.length === PAGE;
    });
  }
}

function slotAt({ slots }: ScheduledSale, startsAt: Date | undefined): Slot | undefined {
  return slots.find((slot) => slot.startsAt.getTime() === startsAt?.getTime());
}

function phaseOf(sale: ScheduledSale, slot: Slot, now: Date): FlashPhase {
  return flashPhase({ ...slot, preheatFrom: preheatFrom(sale, slot), soldOut: false }, now);
}
