import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { goods, anOffer } from '../../../test/factories/offer.js';
import { applyOffers } from '../pricing/apply-offers.js';
import { flashCountdownMs, flashPhase, flashSale, serverNow, FLASH_PHASES } from './flash-sale.js';
import { isBenefit, type Offer } from './offer.js';
import type { FlashSaleRule } from './flash-sale.js';
import { openSlot } from './schedule.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 18, 2, minutes));
const slot = { preheatFrom: at(0), startsAt: at(30), endsAt: at(60), soldOut: false };

function aFlashPrice(yuan: number, given: Partial<Offer> = {}): Offer<FlashSaleRule> {
  const prices = [{ skuId: 'a', priceFen: fen(yuan * 100), stock: 10 }];
  const rule = { prices, perPersonMax: 2, payWithinMinutes: 5 };
  return anOffer({ kind: 'flash-sale', skuIds: ['a'], required: true, ...given, rule });
}
const lines = (quantity: number) => applyOffers([goods('a', 50, quantity)], []).lines;

describe('the rule of a flash sale', () => {
  it('given units within the allowance, then each is sold at the price of the sale', () => {
    expect(flashSale(aFlashPrice(9, { allowance: 2 }), lines(2))).toMatchObject({
      discounts: [{ skuId: 'a', amountFen: 8_200 }],
      units: 2,
    });
  });

  it('given more than the allowance, then only so many count, and the quote refuses the rest', () => {
    expect(flashSale(aFlashPrice(9, { allowance: 2 }), lines(3))).toMatchObject({ units: 2 });
  });

  it('given nothing left for this person, or a price that is no lower, then it says why', () => {
    expect(flashSale(aFlashPrice(9, { allowance: 0 }), lines(1))).toMatchObject({
      reason: 'allowance-used',
    });
    expect(flashSale(aFlashPrice(50), lines(1))).toMatchObject({ reason: 'nothing-to-save' });
  });

  it('then no price of a sale makes a line dearer, or cost less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 99 }), (yuan, quantity) => {
        const proposal = flashSale(aFlashPrice(yuan), lines(quantity));
        const off = isBenefit(proposal) ? (proposal.discounts[0]?.amountFen ?? 0) : 0;
        expect(off).toBeGreaterThanOrEqual(0);
        expect(off).toBeLessThanOrEqual(5_000 * quantity);
      }),
    );
  });
});

describe('where a slot stands', () => {
  it.each([
    ['before', new Date(at(0).getTime() - 1)],
    ['preheat', at(0)],
    ['preheat', new Date(at(30).getTime() - 1)],
    ['on', at(30)],
    ['on', new Date(at(60).getTime() - 1)],
    ['ended', at(60)],
  ])('then it is %s at %s', (phase, now) => {
    expect(flashPhase(slot, now)).toBe(phase);
  });

  it('given it is sold out, then it says so while it runs, and neither before nor after', () => {
    const soldOut = { ...slot, soldOut: true };
    expect([at(29), at(30), at(60)].map((now) => flashPhase(soldOut, now))).toEqual([
      'preheat',
      'sold-out',
      'ended',
    ]);
  });

  it('given time only runs on, then no phase comes back', () => {
    const places = fc.integer({ min: -60, max: 120 });
    fc.assert(
      fc.property(places, places, fc.boolean(), (a, b, soldOut) => {
        const place = (minutes: number) =>
          FLASH_PHASES.indexOf(flashPhase({ ...slot, soldOut }, at(minutes)));
        expect(place(Math.min(a, b))).toBeLessThanOrEqual(place(Math.max(a, b)));
      }),
    );
  });
});

describe('the countdown', () => {
  it('then it runs to the start, then to the end, and stops', () => {
    expect(flashCountdownMs(slot, at(29))).toBe(60_000);
    expect(flashCountdownMs(slot, at(30))).toBe(30 * 60_000);
    expect(flashCountdownMs(slot, at(60))).toBeNull();
  });

  it('given a device whose clock is an hour off, then it counts by the server’s', () => {
    const told = { serverTime: at(29), receivedAtMs: 3_600_000 };
    const now = serverNow(told, 3_600_000 + 15_000);
    expect(flashCountdownMs(slot, now)).toBe(45_000);
  });
});

describe('early access to a slot', () => {
  const later = { startsAt: at(90), endsAt: at(120) };
  const slots = [slot, later];
  it('opens the next slot so many minutes early, to the instant', () => {
    expect(openSlot(slots, at(19), 10)).toBeNull();
    expect(openSlot(slots, at(20), 10)).toBe(slot);
    expect(openSlot(slots, at(20), 0)).toBeNull();
    expect(openSlot(slots, at(30), 0)).toBe(slot);
  });

  it('leaves the slot that runs, and opens none that is over', () => {
    expect(openSlot(slots, at(59), 60)).toBe(slot);
    expect(openSlot(slots, at(60), 60)).toBe(later);
    expect(openSlot(slots, at(120), 60)).toBeNull();
  });
});
