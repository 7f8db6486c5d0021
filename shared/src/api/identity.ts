import { z } from 'zod';
import { needsDistrict } from '../addresses/needs-district.js';
import { PHONE_PATTERN } from '../limits.js';
import { idSchema, instantSchema, textSchema } from './common.js';

/** The version of the agreement and privacy texts a shopper must have agreed to. */
export const AGREEMENT_VERSION = '2026-12-01';
/** Made by the client before login (at least 128 random bits); owns the cart until then. */
export const anonymousIdSchema = z.string().regex(/^[0-9A-Za-z_-]{22,64}$/);
export const ANONYMOUS_HEADER = 'x-anonymous-id';
export const ADDRESSES_MAX = 20;

export const loginSchema = z.strictObject({
  /** From `wx.login`; single use, five minutes. */
  code: z.string().min(1).max(128),
  /** The version the shopper agreed to; required the first time and after a change. */
  agreementVersion: z.string().max(20).optional(),
  /** The cart and traces of this id become the shopper's. */
  anonymousId: anonymousIdSchema.optional(),
  /** Links opened on this device since the last login become the shopper’s. */
  installationId: anonymousIdSchema.optional(),
});
export type LoginRequest = z.infer<typeof loginSchema>;

export const refreshSchema = z.strictObject({ refreshToken: z.string().min(20).max(200) });
export const phoneSchema = z.strictObject({ code: z.string().min(1).max(128) });

export const shopperSchema = z.object({
  id: idSchema,
  /** `138****0000`, or null when none is bound. */
  phoneMasked: z.string().nullable(),
  createdAt: instantSchema,
});
export type Shopper = z.infer<typeof shopperSchema>;

export const sessionSchema = z.object({
  /** Bearer token of every `/shop` request. */
  sessionToken: z.string(),
  /** Single use: answers with a new pair. Used twice, the whole family is revoked. */
  refreshToken: z.string(),
  expiresAt: instantSchema,
  shopper: shopperSchema,
});
export type Session = z.infer<typeof sessionSchema>;

const addressFieldsSchema = z.strictObject({
  recipient: textSchema(30).min(1),
  phone: z.string().regex(PHONE_PATTERN),
  province: textSchema(20).min(2),
  city: textSchema(30).min(2),
  district: textSchema(30),
  detail: textSchema(120).min(2),
  isDefault: z.boolean().default(false),
});
export const addressInputSchema = addressFieldsSchema.refine(
  ({ province, city, district }) => district !== '' || !needsDistrict(province, city),
  { message: 'a district is needed', path: ['district'] },
);
export type AddressInput = z.input<typeof addressInputSchema>;
/** One kept since before districts were asked for may lack one. */
export const addressSchema = addressFieldsSchema.extend({ id: idSchema });
export type Address = z.output<typeof addressSchema>;
