import { z } from 'zod';
import { fenSchema } from '../common.js';
import { specialPriceSchema, SPECIAL_PRICES_MAX } from './newcomer.js';

const peopleSchema = z.number().int().min(2).max(50);

export const groupBuyRuleSchema = z
  .strictObject({
    size: peopleSchema,
    hours: z.number().int().min(1).max(168),
    prices: z
      .array(specialPriceSchema.extend({ leaderPriceFen: fenSchema.nullable() }))
      .min(1)
      .max(SPECIAL_PRICES_MAX),
    /** 阶梯: basis points of what was paid that go back at the close, for so many people. */
    ladder: z
      .array(z.strictObject({ people: peopleSchema, offBps: z.number().int().min(1).max(9_900) }))
      .max(5)
      .default([]),
    newcomersJoin: z.boolean().default(false),
    perOrderMax: z.number().int().min(1).max(99).default(1),
    perPersonMax: z.number().int().min(1).max(999).default(1),
    latePayer: z.enum(['seat-elsewhere', 'refund']).default('seat-elsewhere'),
    /** A team this full at its end is completed by the system; null, the default, never. */
    systemCompletesFromBps: z.number().int().min(1).max(9_999).nullable().default(null),
    payWithinMinutes: z.number().int().min(5).max(120).default(15),
  })
  .refine(
    ({ ladder, size }) =>
      ladder.every(
        (step, at) =>
          step.people > (ladder[at - 1]?.people ?? size - 1) &&
          step.offBps > (ladder[at - 1]?.offBps ?? 0),
      ),
    { message: 'the ladder ascends from the size on', path: ['ladder'] },
  );
