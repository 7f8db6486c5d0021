import { z } from 'zod';
import { fenSchema, idSchema } from '../common.js';

export const SPECIAL_PRICES_MAX = 200;

export const specialPriceSchema = z.strictObject({ skuId: idSchema, priceFen: fenSchema });

export const newcomerRuleSchema = z.strictObject({
  /** 24-hour days from registration in which the first order is placed. */
  windowDays: z.number().int().min(1).max(30).default(3),
  prices: z.array(specialPriceSchema).max(SPECIAL_PRICES_MAX),
  freesFreight: z.boolean().default(false),
  /** Whether these goods are sold to nobody else. */
  newcomersOnly: z.boolean().default(false),
  /** Coupon campaigns granted at registration. */
  couponCampaignIds: z.array(idSchema).max(20).default([]),
});
