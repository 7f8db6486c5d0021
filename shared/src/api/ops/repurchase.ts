import { z } from 'zod';
import { COHORT_UNITS } from '../../prediction/cohorts.js';
import { ofDays, periodFields } from '../day-period.js';

/** Three years: as much as one table covers. */
export const COHORT_DAYS_MAX = 1_096;
const countSchema = z.number().int().min(0);

export const cohortQuerySchema = z
  .strictObject({
    unit: z.enum(COHORT_UNITS).default('month'),
    /** Those whose first purchase lies in the period, and what they bought until its end. */
    ...periodFields,
  })
  .refine(...ofDays(COHORT_DAYS_MAX));
export type CohortQuery = z.output<typeof cohortQuerySchema>;

/**
 * An order counts when it was paid and not closed, here or elsewhere; its revenue is what was paid
 * less what went back. A customer is a shopper, or whoever bought elsewhere and is none yet.
 */
export const cohortSchema = z.object({
  /** Of the first purchase: a Beijing month `2026-03`, or a week by its Monday. */
  period: z.string(),
  customers: countSchema,
  /** Of those, who bought on a later day as well. */
  repeating: countSchema,
  cells: z.array(
    z.object({
      /** Periods after the first one; 0 is the first itself. Those without a purchase are left out. */
      offset: countSchema,
      customers: countSchema,
      /** Of those, who had bought on an earlier day. */
      repeating: countSchema,
      orders: countSchema,
      revenueFen: z.number().int(),
    }),
  ),
});
export type Cohort = z.infer<typeof cohortSchema>;

export const cohortTableSchema = z.object({
  unit: z.enum(COHORT_UNITS),
  /** The first one first. */
  cohorts: z.array(cohortSchema),
});
export type CohortTable = z.infer<typeof cohortTableSchema>;
