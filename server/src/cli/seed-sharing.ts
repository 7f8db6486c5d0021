import {
  beijingDay,
  beijingDayStart,
  daysAfter,
  type Channel,
  type OpsProgramme,
  type Page,
  type VersionedCommissionRule,
  type Visit,
} from '@siyu/shared';
import { z } from 'zod';
import { newId } from '../platform/new-id.js';
import { referencesIn, resolved, type IdOf } from './demo-campaigns.js';
import type { Ask, DemoPlace } from './demo-operator.js';

const YEAR_DAYS = 365;
/** WeChat's number of a code that was scanned. */
const SCANNED = 1_047;

const demoSharingSchema = z.strictObject({
  channels: z.array(
    z.strictObject({
      /** How often its code was scanned, each time by another. */
      visits: z.number().int(),
      channel: z.looseObject({ name: z.string() }),
    }),
  ),
  programme: z.looseObject({ name: z.string() }),
  commission: z.strictObject({ level1Bps: z.number().int() }),
});
type DemoSharing = z.output<typeof demoSharingSchema>;

/** What the demo shares by, with whoever asks for the shop as an operator and as anybody. */
export interface Sharing {
  place: DemoPlace;
  operator: Ask;
  anybody: Ask;
  /** Empty where there is no such thing. */
  idOf: IdOf;
}

/**
 * The demo's channels, its programme for inviting friends and its rule for promoters, each unless
 * there is one already.
 */
export async function seedSharing(sharing: Sharing, text: string): Promise<void> {
  const demo = demoSharingSchema.parse(JSON.parse(text));
  await openChannels(sharing, demo);
  await publishProgramme(sharing, demo);
  await payPromoters(sharing.operator, demo);
}

async function openChannels(
  { place, operator, anybody, idOf }: Sharing,
  { channels }: DemoSharing,
): Promise<void> {
  const { items } = await operator<Page<Channel>>('GET', '/ops/channels?limit=50');
  const known = new Set(items.map(({ channel }) => channel.name));
  for (const { visits, channel } of channels) {
    const isLost = referencesIn({ campaign: channel }).some((one) => idOf(one) === '');
    if (isLost || known.has(channel.name)) continue;
    const { code } = await operator<Channel>('POST', '/ops/channels', resolved(channel, idOf));
    for (let visit = 0; visit < visits; visit++) {
      const [installationId, visitId] = [newId(place.clock.now()), newId(place.clock.now())];
      const scanned: Visit = { code, installationId, visitId, scene: SCANNED };
      await anybody('POST', '/shop/visits', scanned);
    }
  }
}

async function publishProgramme(
  { place, operator }: Sharing,
  { programme }: DemoSharing,
): Promise<void> {
  const path = '/ops/referral-programmes';
  const { items } = await operator<Page<OpsProgramme>>('GET', path);
  if (items.length > 0) return;
  const startsAt = beijingDayStart(beijingDay(place.clock.now()));
  const runs = {
    startsAt: startsAt.toISOString(),
    endsAt: daysAfter(startsAt, YEAR_DAYS).toISOString(),
  };
  const made = await operator<OpsProgramme>('POST', path, { ...programme, ...runs });
  if (made.findings.length > 0) return;
  await operator('POST', `${path}/${made.id}/publish`, { version: made.version });
}

async function payPromoters(operator: Ask, { commission }: DemoSharing): Promise<void> {
  const path = '/ops/promoter-rules/commission';
  const { rule, version } = await operator<VersionedCommissionRule>('GET', path);
  if (version > 0) return;
  const rates = { ...rule.rates, ...commission };
  await operator('PUT', path, { rule: { ...rule, isOn: true, rates }, version });
}
