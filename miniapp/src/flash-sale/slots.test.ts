import { describe, expect, it } from '@jest/globals';
import type { FlashSlotAnswer } from '@siyu/shared';
import { earlyStanding, firstSlot, nextInstant, phaseAt } from './slots';

const at = (time: string) => new Date(`2026-11-21T${time}Z`);

function aSlot(from: string, to: string): FlashSlotAnswer {
  return {
    ...{
      campaignId: 'C1',
      name: '整点秒杀',
      goods: [],
      early: [],
      perPersonMax: 1,
      payWithinMinutes: 5,
    },
    preheatFrom: at('00:00').toISOString(),
    startsAt: at(from).toISOString(),
    endsAt: at(to).toISOString(),
  };
}
const morning = aSlot('02:00', '04:00');
const evening = aSlot('12:00', '14:00');

describe('slots of a flash sale', () => {
  it.each([
    ['03:59:59', morning],
    ['04:00:00', evening],
    ['14:00:00', evening],
  ])('at %s the page opens on the slot that runs, comes next or is just over', (time, slot) => {
    expect(firstSlot([morning, evening], at(time))).toBe(slot);
  });

  it('opens on nothing where there is no slot', () => {
    expect(firstSlot([], at('03:00'))).toBeNull();
  });

  it('counts down to the start, then to the end, then no more', () => {
    expect(nextInstant(morning, at('01:59:59'))).toBe(morning.startsAt);
    expect(nextInstant(morning, at('02:00:00'))).toBe(morning.endsAt);
    expect(nextInstant(morning, at('04:00:00'))).toBeNull();
  });

  it('is open to whoever is let in early from their own instant on', () => {
    expect(phaseAt(morning, false, at('01:49:59'), 10)).toBe('preheat');
    expect(phaseAt(morning, false, at('01:50:00'), 10)).toBe('on');
    expect(phaseAt(morning, false, at('01:50:00'), 0)).toBe('preheat');
  });

  it('tells of early access the shopper’s own, else the earliest, until everybody may buy', () => {
    const early = [
      { from: '年卡', minutes: 30 },
      { from: '银卡', minutes: 10 },
    ];
    const slot = { ...morning, early };
    const told = (own: number, time: string) => earlyStanding(slot, own, at(time));
    expect(told(0, '01:29:59')).toMatchObject({ minutes: 30, isOwn: false, isOpen: false });
    expect(told(0, '01:30:00')).toMatchObject({ isOpen: true });
    expect(told(10, '01:49:59')).toMatchObject({ minutes: 10, isOwn: true, isOpen: false });
    expect(told(10, '01:50:00')).toMatchObject({ isOpen: true });
    expect(told(10, '02:00:00')).toBeNull();
    expect(earlyStanding(morning, 0, at('01:00'))).toBeNull();
  });

  it('is sold out only while it runs', () => {
    expect(phaseAt(morning, true, at('01:00'))).toBe('preheat');
    expect(phaseAt(morning, true, at('02:00'))).toBe('sold-out');
    expect(phaseAt(morning, true, at('04:00'))).toBe('ended');
  });
});
