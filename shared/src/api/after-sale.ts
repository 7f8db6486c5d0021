import { z } from 'zod';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from './common.js';
import {
  AFTER_SALE_DESCRIPTION_LENGTH_MAX,
  AFTER_SALE_PICTURES_MAX,
  ORDER_LINES_MAX,
  QUANTITY_PER_LINE_MAX,
  TRACKING_NUMBER_PATTERN,
} from '../limits.js';
import { fen } from '../money.js';
import { AFTER_SALE_KINDS, AFTER_SALE_STATES } from '../orders/after-sale-state.js';

export const AFTER_SALE_REASONS = [
  'changed-mind',
  'not-as-described',
  'defective',
  'wrong-item',
  'missing-item',
  'damaged-in-transit',
  'not-received',
  'other',
] as const;
export type AfterSaleReason = (typeof AFTER_SALE_REASONS)[number];

export const afterSaleInputSchema = z.strictObject({
  orderId: idSchema,
  kind: z.enum(AFTER_SALE_KINDS),
  lines: z
    .array(
      z.strictObject({
        lineId: idSchema,
        quantity: z.number().int().min(1).max(QUANTITY_PER_LINE_MAX),
      }),
    )
    .min(1)
    .max(ORDER_LINES_MAX)
    .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, {
      message: 'a line stands once',
    }),
  reason: z.enum(AFTER_SALE_REASONS),
  description: textSchema(AFTER_SALE_DESCRIPTION_LENGTH_MAX).default(''),
  pictureIds: z.array(idSchema).max(AFTER_SALE_PICTURES_MAX).default([]),
});
export type AfterSaleInput = z.input<typeof afterSaleInputSchema>;

export const returnParcelSchema = z.strictObject({
  company: z.string().min(1).max(32),
  trackingNo: z.string().regex(TRACKING_NUMBER_PATTERN),
});

/** Freight above this is a slip of the pen. */
const RETURN_FREIGHT_MAX_FEN = 100_000;

/** The parcel, and what it cost the shopper to send; 0 where nothing is to be made good. */
export const sentBackSchema = returnParcelSchema.extend({
  freightFen: fenSchema.refine((amount) => amount <= RETURN_FREIGHT_MAX_FEN).default(fen(0)),
});
export type SentBack = z.input<typeof sentBackSchema>;
export type CheckedSentBack = z.output<typeof sentBackSchema>;

/** A member's benefit for sending goods back: up to how much, and how often more this month. */
export const returnFreightOfferSchema = z.object({
  capFen: fenSchema,
  /** Null without limit. */
  left: z.number().int().nullable(),
});
export type ReturnFreightOffer = z.infer<typeof returnFreightOfferSchema>;
/** Null where the member has no such benefit left, or it is no return for no reason. */
export const maybeReturnFreightSchema = z.object({ offer: returnFreightOfferSchema.nullable() });
export type MaybeReturnFreight = z.infer<typeof maybeReturnFreightSchema>;

export const afterSaleSchema = z.object({
  id: idSchema,
  orderId: idSchema,
  kind: z.enum(AFTER_SALE_KINDS),
  state: z.enum(AFTER_SALE_STATES),
  reason: z.enum(AFTER_SALE_REASONS),
  description: z.string(),
  pictureUrls: z.array(z.string()),
  lines: z.array(
    z.object({
      lineId: idSchema,
      title: z.string(),
      optionText: z.string(),
      pictureUrl: z.string().nullable(),
      /** Units that go back, or will never be sent. */
      quantity: z.number().int(),
      refundFen: fenSchema,
      isGift: z.boolean(),
      /** Gifts that should go back with the goods that earned them, and do not: they are kept. */
      keptQuantity: z.number().int(),
      /** What is withheld from this line's money for gifts that are kept. */
      giftWithheldFen: fenSchema,
    }),
  ),
  refundFen: fenSchema,
  freightRefundFen: fenSchema,
  /** The operator's words to the shopper. */
  answer: z.string(),
  returnAddress: z.string().nullable(),
  returnParcel: returnParcelSchema.nullable(),
  /** The freight the shopper stated, and what of it becomes bonus once the return is granted. */
  returnFreight: z.object({ statedFen: fenSchema, reliefFen: fenSchema }).nullable(),
  /** When the next step is taken without anyone; null when nothing is due. */
  deadlineAt: instantSchema.nullable(),
  requestedAt: instantSchema,
  refundedAt: instantSchema.nullable(),
});
export type AfterSale = z.infer<typeof afterSaleSchema>;
export const afterSaleListQuerySchema = pageQuerySchema;

/**
 * What asking for these lines would return, before the shopper confirms. Its lines tell of gifts
 * too: those that will not be sent, and those that are kept unless they are asked to go back.
 */
export const afterSalePreviewSchema = afterSaleSchema
  .pick({ lines: true, refundFen: true, freightRefundFen: true })
  .extend({
    returnFreight: returnFreightOfferSchema.nullable(),
    /** What of the refund goes back to points, to the balance and through WeChat. */
    backTo: z.object({ pointsFen: fenSchema, balanceFen: fenSchema, wechatFen: fenSchema }),
  });
export type AfterSalePreview = z.infer<typeof afterSalePreviewSchema>;
