import { z } from 'zod';
import { TRACKED_NAMES } from '../../tracking/tracked-events.js';
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
