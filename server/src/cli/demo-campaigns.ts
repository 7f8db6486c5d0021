import { beijingDay, beijingDayStart, daysAfter, minutesAfter } from '@siyu/shared';
import { z } from 'zod';

const demoCampaignsSchema = z.array(
  z.strictObject({
    schedule: z.enum(['year', 'morning-and-evening']),
    campaign: z.looseObject({ name: z.string() }),
  }),
);
export type DemoCampaign = z.output<typeof demoCampaignsSchema>[number];

/** What a campaign means by `sku:handle/code`, `product:handle` and `campaign:name`: their ids. */
export type IdOf = (reference: string) => string;

/** Where the demo's operator's login is kept, in `SIYU_DIR`. */
export const LOGIN_FILE = 'operator-login.json';

const REFERENCE = /^(sku|product|campaign):/;
const YEAR_DAYS = 365;
const FLASH_DAYS = 30;
const HALF_DAY_MINUTES = 12 * 60;
const MORNING_MINUTES = 8 * 60;

/** @throws ZodError when the demo's file is not what it should be */
export function readDemoCampaigns(text: string): DemoCampaign[] {
  return demoCampaignsSchema.parse(JSON.parse(text));
}

/** Every reference in a campaign, once. */
export function referencesIn({ campaign }: Pick<DemoCampaign, 'campaign'>): string[] {
  const found = new Set<string>();
  resolved(campaign, (reference) => {
    found.add(reference);
    return reference;
  });
  return [...found];
}

/** A campaign as `/ops/campaigns` takes it, live at `now`. */
export function campaignAt({ schedule, campaign }: DemoCampaign, idOf: IdOf, now: Date): object {
  return { ...resolved(campaign, idOf), slots: SLOTS[schedule](now) };
}

/** The same with an id in place of each reference. */
export function resolved(campaign: object, idOf: IdOf): object {
  const resolve = (_key: string, value: unknown) =>
    typeof value === 'string' && REFERENCE.test(value) ? idOf(value) : value;
  return JSON.parse(JSON.stringify(campaign), resolve) as object;
}

/** One slot runs at `now` whatever the hour is, and where a day has two, another comes. */
const SLOTS: Record<DemoCampaign['schedule'], (now: Date) => object[]> = {
  year: (now) => {
    const startsAt = beijingDayStart(beijingDay(now));
    return [slot(startsAt, daysAfter(startsAt, YEAR_DAYS))];
  },
  'morning-and-evening': (now) => {
    const morning = minutesAfter(beijingDayStart(beijingDay(now)), MORNING_MINUTES);
    const first = now < morning ? minutesAfter(morning, -HALF_DAY_MINUTES) : morning;
    return Array.from({ length: 2 * FLASH_DAYS }, (_, at) =>
      slot(
        minutesAfter(first, at * HALF_DAY_MINUTES),
        minutesAfter(first, (at + 1) * HALF_DAY_MINUTES),
      ),
    );
  },
};

function slot(startsAt: Date, endsAt: Date): object {
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
