import { z } from 'zod';
import { FUNNEL_STEPS, type FunnelStep } from '../../analytics/funnel-steps.js';
import { LIFE_STAGES } from '../../analytics/life-stages.js';
import { instantSchema } from '../common.js';
import { ofDays, periodFields } from '../day-period.js';

/** A year and its leap day: as much as one funnel covers. */
export const FUNNEL_DAYS_MAX = 366;
const STEPS_MAX = 8;
const WINDOW_HOURS_MAX = 90 * 24;
/** The largest groups are told; more of them would be read by nobody. */
export const FUNNEL_GROUPS_MAX = 50;

export const FUNNEL_SPLITS = ['none', 'channel', 'campaign'] as const;
export type FunnelSplit = (typeof FUNNEL_SPLITS)[number];

const step = `(?:${FUNNEL_STEPS.join('|')})`;
const fields = {
  /** Attempts that begin in the period; they may end after it. */
  ...periodFields,
  /** From the first step to any later one, at most. */
  windowHours: z.coerce.number().int().min(1).max(WINDOW_HOURS_MAX).default(168),
  split: z
    .enum(FUNNEL_SPLITS)
    .default('none')
    .describe(
      'by the channel whose link was opened last before, or by campaigns that reached them',
    ),
};

export const funnelQuerySchema = z
  .strictObject({
    steps: z
      .string()
      .regex(new RegExp(`^${step}(?:,${step}){1,${STEPS_MAX - 1}}$`))
      .describe(`two to ${STEPS_MAX} in their order, with commas between them`),
    ...fields,
  })
  .refine(...ofDays(FUNNEL_DAYS_MAX));
export type FunnelQuery = z.output<typeof funnelQuerySchema>;

/** The steps of a query. */
export function stepsOf({ steps }: Pick<FunnelQuery, 'steps'>): FunnelStep[] {
  return steps.split(',') as FunnelStep[];
}

const countSchema = z.number().int().min(0);
const bpsSchema = countSchema.nullable();

const stepFiguresSchema = z.object({
  step: z.enum(FUNNEL_STEPS),
  /** Who reached it: a shopper, or a device on which nobody has logged in. */
  persons: countSchema,
  /** Who reached the step before and not this one. */
  lost: countSchema,
  fromPreviousBps: bpsSchema,
  fromFirstBps: bpsSchema,
  /** From the step before, in milliseconds. */
  medianMs: countSchema.nullable(),
});

/** `id` and `name` are null for those of no group. */
const groupFields = { id: z.string().nullable(), name: z.string().nullable() };
/** When tracked events were packed last: what was told since is not in it. */
const packedAt = instantSchema.nullable();

export const funnelSchema = z.object({
  packedAt,
  total: z.array(stepFiguresSchema),
  /** The largest first; none without a split. Of several campaigns, somebody is in each. */
  groups: z.array(z.object({ ...groupFields, steps: z.array(stepFiguresSchema) })),
});
export type Funnel = z.infer<typeof funnelSchema>;

export const lifeStagesQuerySchema = z.strictObject(fields).refine(...ofDays(FUNNEL_DAYS_MAX));
export type LifeStagesQuery = z.output<typeof lifeStagesQuerySchema>;

const stageFiguresSchema = z.object({
  stage: z.enum(LIFE_STAGES),
  persons: countSchema,
  /** Of those who were acquired. */
  shareBps: bpsSchema,
  /** From their first time here, in milliseconds. */
  medianMs: countSchema.nullable(),
});

/** Of those who came for the first time in the period: who got how far within the window (AARRR). */
export const lifeStagesSchema = z.object({
  packedAt,
  total: z.array(stageFiguresSchema),
  groups: z.array(z.object({ ...groupFields, stages: z.array(stageFiguresSchema) })),
});
export type LifeStages = z.infer<typeof lifeStagesSchema>;
