import { z } from 'zod';
import { AFTER_SALE_STATES } from '../../orders/after-sale-state.js';
import { AFTER_SALE_REASONS, afterSaleSchema } from '../after-sale.js';
import { idSchema, pageQuerySchema, textSchema } from '../common.js';
import { lineQuantitiesSchema } from './orders.js';

export const opsAfterSaleListQuerySchema = pageQuerySchema.extend({
  state: z.enum(AFTER_SALE_STATES).optional(),
  orderId: idSchema.optional(),
});
export type OpsAfterSaleListQuery = z.infer<typeof opsAfterSaleListQuerySchema>;

export const opsAfterSaleSchema = afterSaleSchema.extend({
  shopperId: idSchema,
  /** The operator who gave money back unasked; null when the shopper asked. */
  operatorId: idSchema.nullable(),
  /** The refund under way or made; null before. */
  refundId: idSchema.nullable(),
});
export type OpsAfterSale = z.infer<typeof opsAfterSaleSchema>;

const answerSchema = textSchema(300);

/** `returnAddress` is where goods are sent back to; the shop's own when it is left out. */
export const afterSaleApprovalSchema = z.strictObject({
  answer: answerSchema.default(''),
  returnAddress: textSchema(200).min(5).optional(),
});
export type AfterSaleApproval = z.infer<typeof afterSaleApprovalSchema>;

/** A refusal is never without words. */
export const afterSaleRejectionSchema = z.strictObject({ answer: answerSchema.min(2) });

/** What came back and can be sold again; nothing is put back unless it is named. */
export const goodsReceivedSchema = z.strictObject({
  answer: answerSchema.default(''),
  restock: lineQuantitiesSchema.default([]),
});
export type GoodsReceived = z.infer<typeof goodsReceivedSchema>;

/** Money given back by an operator's own decision, for these units. */
export const operatorRefundSchema = z.strictObject({
  lines: lineQuantitiesSchema.min(1),
  reason: z.enum(AFTER_SALE_REASONS),
  answer: answerSchema.min(2),
  /** Where it is recorded that principal was paid by other means: of a deleted account alone. */
  offlineReference: textSchema(64).min(1).nullable().default(null),
});
export type OperatorRefund = z.output<typeof operatorRefundSchema>;
