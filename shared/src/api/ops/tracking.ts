import { z } from 'zod';
import { TRACKED_NAMES } from '../../tracking/tracked-events.js';
import { instantSchema } from '../common.js';
import { daySchema, ofDays, periodFields } from '../day-period.js';

/** As much as is counted at a time. */
export const TRACKED_DAYS_MAX = 31;

export const trackedCountsQuerySchema = z
  .strictObject(periodFields)
  .refine(...ofDays(TRACKED_DAYS_MAX));
export type TrackedCountsQuery = z.infer<typeof trackedCountsQuerySchema>;

export const trackedCountsSchema = z.object({
  counts: z.array(
    z.object({
      day: daySchema,
      name: z.enum(TRACKED_NAMES),
      events: z.number().int(),
      /** Devices it happened on. */
      installations: z.number().int(),
      /** Shoppers who were logged in when it was told. */
      shoppers: z.number().int(),
    }),
  ),
});
export type TrackedCounts = z.infer<typeof trackedCountsSchema>;

/** How far the packing of events for funnels is (ADR 0038). */
export const eventPackStateSchema = z.object({
  days: z.number().int(),
  /** Of those, how many have more events, or fewer, than are packed. */
  waitingDays: z.number().int(),
  /** When a day was packed last; null before the first. */
  packedAt: instantSchema.nullable(),
});
export type EventPackState = z.infer<typeof eventPackStateSchema>;
