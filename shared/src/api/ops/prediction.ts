import { z } from 'zod';
import { daysOf } from '../../day-period.js';
import { FIT_FAILURES } from '../../prediction/fit.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';
import { daySchema, periodFields } from '../day-period.js';
import { COHORT_DAYS_MAX } from './repurchase.js';

const countSchema = z.number().int().min(0);

/**
 * Whom a fit is of: those who first bought from `fromDay` to `calibrationUntilDay`, by what they
 * bought until then. What they bought from then to `untilDay` is what the forecast is held against.
 */
export const fitInputSchema = z
  .strictObject({ ...periodFields, calibrationUntilDay: daySchema })
  .refine(
    ({ fromDay, calibrationUntilDay, untilDay }) =>
      fromDay < calibrationUntilDay &&
      calibrationUntilDay <= untilDay &&
      daysOf({ fromDay, untilDay }).length <= COHORT_DAYS_MAX,
    { message: `days in their order, at most ${COHORT_DAYS_MAX}`, path: ['untilDay'] },
  );
export type FitInput = z.output<typeof fitInputSchema>;

const convergenceSchema = z.object({
  starts: countSchema,
  /** How many of them ended at this optimum. */
  startsAgreed: countSchema,
  iterations: countSchema,
  evaluations: countSchema,
  /** The largest slope of the log-likelihood, a customer, by the logarithm of a parameter. */
  slope: z.number(),
  logLikelihood: z.number(),
});
/** Either `model` or `failure` is null: no number is told that is not to be trusted. */
const fitOf = <Model extends z.ZodType>(model: Model) =>
  z.object({
    model: model.nullable(),
    convergence: convergenceSchema.nullable(),
    failure: z.enum(FIT_FAILURES).nullable(),
  });

export const fitResultSchema = z.object({
  customers: countSchema,
  /** Of whom the fit was made: all, or every so-manieth of a large shop’s. */
  sampledCustomers: countSchema,
  /** In weeks. */
  bgNbd: fitOf(z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() })),
  /** In fen. */
  gammaGamma: fitOf(z.object({ p: z.number(), q: z.number(), gamma: z.number() })),
  /** Repeat purchases by customer and day, from the beginning to the end of each week. */
  weeks: z.array(z.object({ week: countSchema, expected: z.number(), happened: z.number().int() })),
});
export type FitResult = z.infer<typeof fitResultSchema>;

export const predictionFitSchema = z.object({
  id: idSchema,
  input: z.object({ ...periodFields, calibrationUntilDay: daySchema }),
  state: z.enum(['waiting', 'done', 'failed']),
  /** Null until it is done. */
  result: fitResultSchema.nullable(),
  createdAt: instantSchema,
});
export type PredictionFit = z.infer<typeof predictionFitSchema>;

export const predictionQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(730).default(90),
});

const daysSchema = countSchema.nullable().describe('days from today; null is beyond two years');
export const customerPredictionSchema = z.object({
  customerId: idSchema,
  firstDay: daySchema,
  lastDay: daySchema,
  purchaseDays: countSchema,
  /** What they paid in all, less what went back, in fen. */
  spentFen: z.number().int(),
  /** Null while no fit has succeeded. */
  prediction: z
    .object({
      aliveProbability: z.number(),
      expectedOrders: z.number(),
      expectedValueFen: countSchema.nullable(),
      expectedRevenueFen: countSchema.nullable(),
      /** If they still are a customer: a quarter of the probability before, half of it within. */
      nextPurchase: z.object({
        fromDays: daysSchema,
        medianDays: daysSchema,
        untilDays: daysSchema,
      }),
    })
    .nullable(),
});
export type CustomerPrediction = z.infer<typeof customerPredictionSchema>;

const dueFields = {
  /** Due in so many days from today, or sooner. */
  withinDays: z.coerce.number().int().min(0).max(90).default(7),
  /** Due at most so many days ago. */
  overdueDays: z.coerce.number().int().min(0).max(365).default(30),
};
export const dueQuerySchema = pageQuerySchema.extend(dueFields);
export type DueQuery = z.output<typeof dueQuerySchema>;
export const dueFileQuerySchema = z.strictObject(dueFields);
export type DueFileQuery = z.output<typeof dueFileQuerySchema>;

/** A shopper who bought a product and is expected to want it again. */
export const dueSchema = z.object({
  shopperId: idSchema,
  productId: idSchema,
  title: z.string(),
  lastDay: daySchema,
  /** After how many days it is bought again: the median of all its repeat purchases. */
  intervalDays: countSchema,
  dueDay: daySchema,
  /** Null while no fit has succeeded. */
  aliveProbability: z.number().nullable(),
});
export type Due = z.infer<typeof dueSchema>;
