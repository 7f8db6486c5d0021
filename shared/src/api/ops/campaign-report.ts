import { z } from 'zod';
import type { Fen } from '../../money.js';
import { STAGE_OF_KIND, type PromotionKind } from '../../pricing/stacking-order.js';
import { fenSchema, idSchema, instantSchema } from '../common.js';

const countSchema = z.number().int().min(0);
/** What many orders came to: whole fen without the bound of a single order's. */
const sumSchema = countSchema.describe('whole fen (1/100 yuan)') as unknown as z.ZodType<
  Fen,
  number
>;
const kinds = Object.keys(STAGE_OF_KIND) as [PromotionKind, ...PromotionKind[]];

/** Orders, the units of what was bought in them (gifts aside), and fen with freight. */
const someOrdersSchema = z.object({ orders: countSchema, units: countSchema, fen: sumSchema });
export type SomeOrders = z.infer<typeof someOrdersSchema>;

/**
 * An order is a campaign's when it took an offer of it, and counts whole: what else was in the cart
 * came with it. Everything but `reached` is of the orders placed in the time spoken of, as they
 * stand now.
 */
export const campaignFiguresSchema = z.object({
  /** Shoppers whom an answer of their own told of it for the first time, or who ordered unasked. */
  reached: countSchema,
  /** Placed, whatever became of them. */
  ordered: someOrdersSchema,
  /** Paid. Money that came too late and went straight back is neither paid nor refunded. */
  paid: someOrdersSchema,
  /** Of those paid, what is back with the shopper, price differences (返差价) among it. */
  refunded: someOrdersSchema,
  /** `paid` less `refunded`. */
  netSalesFen: sumSchema,
  /** Orders that were paid and not refunded whole before they were sent. */
  soldOrders: countSchema,
  /** Of those sold, the first of a person: none was sold before to that shopper or payer. */
  firstOrders: countSchema,
  /**
   * What it took off orders that were paid, with price differences given back later. It stays
   * spent unless the whole order goes back before it is sent, as its budget does.
   */
  subsidyFen: sumSchema,
  /** Subsidy for each first order, rounded down; null without one. */
  costPerFirstOrderFen: sumSchema.nullable(),
  /** First orders among those sold, in basis points, rounded down; null when none was sold. */
  newcomerShareBps: z.number().int().min(0).max(10_000).nullable(),
});
export type CampaignFigures = z.infer<typeof campaignFiguresSchema>;

/** What only this kind of campaign has to tell. */
export const kindReportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('flash-sale'),
    /** Units it sets apart as it is written now, and those of them that orders hold or paid for. */
    setApartUnits: countSchema,
    takenUnits: countSchema,
  }),
  z.object({
    kind: z.literal('group-buy'),
    /** Teams that somebody has paid in, by what became of them. */
    teams: countSchema,
    forming: countSchema,
    succeeded: countSchema,
    failed: countSchema,
    /** Of those that succeeded, the ones the shop completed (系统成团). */
    completedBySystem: countSchema,
  }),
  z.object({
    kind: z.literal('coupon'),
    /** Coupons there are, and how those given out came into hands. */
    stock: countSchema,
    claimed: countSchema,
    redeemed: countSchema,
    granted: countSchema,
    /** Of those given out: paid with, kept for an unpaid order, run out, or taken back. */
    used: countSchema,
    locked: countSchema,
    expired: countSchema,
    revoked: countSchema,
  }),
]);
export type KindReport = z.infer<typeof kindReportSchema>;

export const campaignReportSchema = z.object({
  campaignId: idSchema,
  name: z.string(),
  kind: z.enum(kinds),
  /** When it was asked for. */
  at: instantSchema,
  budgetFen: fenSchema.nullable(),
  total: campaignFiguresSchema,
  /** By Beijing day, the first one first; days without anything are left out. */
  days: z.array(campaignFiguresSchema.extend({ day: z.iso.date() })),
  ofKind: kindReportSchema.nullable(),
});
export type CampaignReport = z.infer<typeof campaignReportSchema>;
