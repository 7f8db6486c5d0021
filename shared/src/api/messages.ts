import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { MESSAGE_KINDS } from './shop.js';

/** One notice in the in-app inbox. The client words it by `kind` from `facts`. */
export const messageSchema = z.object({
  id: idSchema,
  kind: z.enum(MESSAGE_KINDS),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  orderId: idSchema.nullable(),
  readAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type Message = z.infer<typeof messageSchema>;
export const unreadCountSchema = z.object({ unread: z.number().int() });

const READ_AT_ONCE_MAX = 100;
/** Messages to mark as read; all of them when none is named. */
export const readMessagesSchema = z.strictObject({
  ids: z.array(idSchema).min(1).max(READ_AT_ONCE_MAX).optional(),
});
export type ReadMessages = z.infer<typeof readMessagesSchema>;

/** What the shopper answered in WeChat's subscription sheet, per template. */
export const subscriptionAnswersSchema = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        templateId: z.string().min(1).max(64),
        answer: z.enum(['accept', 'reject', 'ban', 'filter']),
      }),
    )
    .min(1)
    .max(5),
});
export type SubscriptionAnswers = z.infer<typeof subscriptionAnswersSchema>;
