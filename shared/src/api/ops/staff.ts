import { z } from 'zod';
import { FOLLOW_UPS } from '../../channels/follow-up.js';
import { idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';

/**
 * Who has not bought yet; has bought nothing for 60 days; has their birthday within a week; has a
 * coupon that ends within three days.
 */
export const followUpQuerySchema = pageQuerySchema.extend({ why: z.enum(FOLLOW_UPS) });
export type FollowUpQuery = z.infer<typeof followUpQuerySchema>;

/** A customer of a colleague, with what was noted last. */
export const staffCustomerSchema = z.object({
  shopperId: idSchema,
  nickname: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  boundAt: instantSchema,
  lastPaidAt: instantSchema.nullable(),
  lastNote: z.string().nullable(),
  notedAt: instantSchema.nullable(),
});
export type StaffCustomer = z.infer<typeof staffCustomerSchema>;

export const staffNoteInputSchema = z.strictObject({ note: textSchema(300).min(1) });
export type StaffNoteInput = z.infer<typeof staffNoteInputSchema>;
