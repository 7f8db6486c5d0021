import { z } from 'zod';
import { fenSchema, idSchema, textSchema } from '../common.js';
import { HOME_SECTIONS } from '../../shop/home-sections.js';

const BANNERS_MAX = 8;

/** The parts of the front page that are shown, in order; what is not named is hidden. */
const homeSectionsSchema = z
  .array(z.enum(HOME_SECTIONS))
  .refine((sections) => new Set(sections).size === sections.length, {
    message: 'a section stands once',
  })
  .refine((sections) => !sections.slice(0, -1).includes('for-you'), {
    message: 'for-you has no end, so nothing can follow it',
  })
  .default([...HOME_SECTIONS]);

/** What an operator may set of the shop. Days and minutes are whole; amounts fen. */
export const shopSettingsSchema = z.strictObject({
  shopName: textSchema(30).min(1),
  slogan: textSchema(60),
  customerServiceHours: textSchema(60),
  /** What a browser dials, and where it leads to for a chat; empty where the shop has none. */
  customerServicePhone: z.string().regex(/^(\+?\d[\d -]{3,18}\d)?$/),
  customerServiceUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]),
  freight: z.strictObject({
    flatFen: fenSchema,
    freeAboveFen: fenSchema.nullable(),
    notDelivered: z.array(textSchema(20).min(2)).max(34),
  }),
  /** How long an unpaid order holds its stock. WeChat's prepay session lives two hours. */
  payWithinMinutes: z.number().int().min(5).max(120),
  /** Days after shipping until an order completes by itself. */
  autoCompleteDays: z.number().int().min(1).max(30),
  /** Days after completion in which an after-sale may be asked for; the law's seven at least. */
  afterSaleDays: z.number().int().min(7).max(365),
  /** Days an operator has to answer before a request is granted by itself. */
  afterSaleAnswerDays: z.number().int().min(1).max(15),
  /** Days a shopper has to send goods back before the request lapses. */
  returnWithinDays: z.number().int().min(3).max(30),
  returnAddress: textSchema(200),
  /** Unpaid orders one shopper may hold at a time. */
  openOrdersMax: z.number().int().min(1).max(100),
  /** Days before a coupon is over at which its owner is reminded of it. */
  couponReminderDays: z.number().int().min(1).max(30).default(3),
  banners: z
    .array(
      z.strictObject({
        pictureUrl: z.string().max(500),
        title: textSchema(30),
        subtitle: textSchema(60),
        productId: idSchema.nullable(),
      }),
    )
    .max(BANNERS_MAX),
  homeSections: homeSectionsSchema,
});
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

export const versionedSettingsSchema = z.strictObject({
  settings: shopSettingsSchema,
  version: z.number().int().min(0),
});
