import { z } from 'zod';
import { fenSchema, idSchema, instantSchema, pageQuerySchema } from '../common.js';
import { FAPIAO_KINDS } from '../orders.js';

export const FAPIAO_STATES = ['requested', 'issued'] as const;
export type FapiaoState = (typeof FAPIAO_STATES)[number];

export const opsFapiaoFilterSchema = z.strictObject({ state: z.enum(FAPIAO_STATES).optional() });
export type OpsFapiaoFilter = z.infer<typeof opsFapiaoFilterSchema>;
export const opsFapiaoListQuerySchema = pageQuerySchema.extend(opsFapiaoFilterSchema.shape);
export type OpsFapiaoListQuery = z.infer<typeof opsFapiaoListQuerySchema>;

export const opsFapiaoSchema = z.object({
  orderId: idSchema,
  state: z.enum(FAPIAO_STATES),
  kind: z.enum(FAPIAO_KINDS),
  title: z.string(),
  taxNumber: z.string().nullable(),
  email: z.string(),
  /** What was paid and not given back: the amount to issue for. */
  amountFen: fenSchema,
  /** The number of the fapiao, once issued. */
  fapiaoNo: z.string().nullable(),
  requestedAt: instantSchema,
  issuedAt: instantSchema.nullable(),
});
export type OpsFapiao = z.infer<typeof opsFapiaoSchema>;

/** 8 digits of a paper or old electronic fapiao, or 20 of a fully digital one. */
export const fapiaoIssuedSchema = z.strictObject({
  fapiaoNo: z.string().regex(/^\d{8}$|^\d{20}$/),
});
