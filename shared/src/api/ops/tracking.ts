import { z } from 'zod';
import { daysOf } from '../../channels/channel-cost.js';
import { TRACKED_NAMES } from '../../tracking/tracked-events.js';

/** As much as is counted at a time. */
export const TRACKED_DAYS_MAX = 31;
const daySchema = z.iso.date().describe('a Beijing day');

export const trackedCountsQuerySchema = z
  .strictObject({ fromDay: daySchema, untilDay: daySchema })
  .refine(
    (period) => {
      const days = daysOf(period).length;
      return days > 0 && days <= TRACKED_DAYS_MAX;
    },
    { message: `a period of 1 to ${TRACKED_DAYS_MAX} days`, path: ['untilDay'] },
  );
export type TrackedCountsQuery = z.infer<typeof trackedCountsQuerySchema>;

export const trackedCountsSchema = z.object({
  counts: z.array(
    z.object({
      day: z.iso.date(),
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
