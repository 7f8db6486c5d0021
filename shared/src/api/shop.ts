import { z } from 'zod';
import { fenSchema, idSchema, instantSchema } from './common.js';
import { productCardSchema } from './catalog.js';
import { HOME_SECTIONS } from '../shop/home-sections.js';

export const MESSAGE_KINDS = [
  'order-shipped',
  'order-closed',
  'after-sale-answered',
  'refund-succeeded',
  'coupon-expiring',
  'team-succeeded',
  'team-failed',
  'team-expiring',
  'flash-sale-begins',
  'points-expiring',
  'tier-changed',
  'tier-notice',
  'paid-membership-ends',
] as const;

/** What the client needs before anything else; public and cached. */
export const shopConfigSchema = z.object({
  shopName: z.string(),
  slogan: z.string(),
  agreementVersion: z.string(),
  customerServiceHours: z.string(),
  /** To dial, and to open for a chat, where WeChat’s own is not there; empty when not set. */
  customerServicePhone: z.string(),
  customerServiceUrl: z.string(),
  freight: z.object({
    flatFen: fenSchema,
    freeAboveFen: fenSchema.nullable(),
    /** Provinces nothing is sent to. */
    notDelivered: z.array(z.string()),
  }),
  payWithinMinutes: z.number().int(),
  /** WeChat's template ids by message kind; a kind without one is not asked for. */
  subscribeTemplates: z.partialRecord(z.enum(MESSAGE_KINDS), z.string()),
  /** The WeChat sandbox a browser talks to as if it were WeChat; null in a real shop. */
  sandboxUrl: z.string().nullable(),
  serverTime: instantSchema,
});
export type ShopConfig = z.infer<typeof shopConfigSchema>;

export const bannerSchema = z.object({
  pictureUrl: z.string(),
  title: z.string(),
  subtitle: z.string(),
  productId: idSchema.nullable(),
});
export const homeSchema = z.object({
  banners: z.array(bannerSchema),
  newArrivals: z.array(productCardSchema),
  /** Which parts are shown, in this order; those with nothing in them stay hidden. */
  sections: z.array(z.enum(HOME_SECTIONS)),
});
export type Home = z.infer<typeof homeSchema>;

export const DOCUMENT_NAMES = ['agreement', 'privacy', 'licence'] as const;
/** A legal text as plain paragraphs; a paragraph starting with `# ` is a heading. */
export const documentSchema = z.object({
  name: z.enum(DOCUMENT_NAMES),
  title: z.string(),
  version: z.string(),
  paragraphs: z.array(z.string()),
});
export type ShopDocument = z.infer<typeof documentSchema>;
