import { z } from 'zod';
import { CHANNEL_KINDS, CHANNEL_STATES, SALES_PAID_FOR } from '../../channels/channel.js';
import { VALUE_DAYS } from '../../channels/funnel.js';
import type { Fen } from '../../money.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { daySchema, ofDays, periodFields } from '../day-period.js';
import { shareTargetSchema } from '../referrals.js';

/** A year and its leap day: as much as one report or statement covers. */
export const CHANNEL_DAYS_MAX = 366;

const moneySchema = z.number().int().describe('fen, less than 0 where it is owed back');
const signedFenSchema = moneySchema as unknown as z.ZodType<Fen, number>;
const countSchema = z.number().int().min(0);
const paidFor = { orders: z.enum(SALES_PAID_FOR) };

/** What a channel costs; amounts are fen. */
export const channelCostSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z
    .strictObject({ kind: z.literal('fixed'), fen: fenSchema, ...periodFields })
    .refine(...ofDays(CHANNEL_DAYS_MAX)),
  z.strictObject({ kind: z.literal('acquisition'), fen: fenSchema }),
  z.strictObject({ kind: z.literal('sale'), fen: fenSchema, ...paidFor }),
  z.strictObject({
    kind: z.literal('sale-share'),
    bps: z.number().int().min(0).max(10_000),
    ...paidFor,
  }),
]);

/** A channel as an operator writes it. */
export const channelInputSchema = z.strictObject({
  name: textSchema(40).min(1),
  kind: z.enum(CHANNEL_KINDS),
  /** Who answers for it: a colleague, a partner, a KOL. */
  ownerName: textSchema(40),
  state: z.enum(CHANNEL_STATES).default('open'),
  /** Printed codes follow when it changes. */
  landing: shareTargetSchema,
  /** In force from the Beijing day it is written on; days before keep theirs. */
  cost: channelCostSchema,
  /** A coupon campaign, granted once to each who registers by it. */
  welcomeCampaignId: idSchema.nullable().default(null),
});
export type ChannelInput = z.output<typeof channelInputSchema>;

export const channelEditSchema = z.strictObject({
  version: z.number().int().min(1),
  channel: channelInputSchema,
});
export type ChannelEdit = z.output<typeof channelEditSchema>;

export const channelSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  /** The code of its link: eight characters. */
  code: z.string(),
  /** The scene of its mini-program code. */
  scene: z.string(),
  /** The page it opens, with the code in the query. */
  path: z.string(),
  createdAt: instantSchema,
  channel: channelInputSchema,
});
export type Channel = z.infer<typeof channelSchema>;

export const channelListQuerySchema = pageQuerySchema.extend({
  kind: z.enum(CHANNEL_KINDS).optional(),
  state: z.enum(CHANNEL_STATES).optional(),
});
export type ChannelListQuery = z.infer<typeof channelListQuerySchema>;

export const channelReportQuerySchema = channelListQuerySchema
  .extend(periodFields)
  .refine(...ofDays(CHANNEL_DAYS_MAX));
export type ChannelReportQuery = z.infer<typeof channelReportQuerySchema>;
/** The same without a page: all of them, as a file. */
export const channelFileQuerySchema = channelListQuerySchema
  .pick({ kind: true, state: true })
  .extend(periodFields)
  .refine(...ofDays(CHANNEL_DAYS_MAX));
export type ChannelFileQuery = z.infer<typeof channelFileQuerySchema>;

/** What a channel brought and cost in a period of Beijing days; amounts are fen. */
export const channelReportSchema = z.object({
  channelId: idSchema,
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  state: z.enum(CHANNEL_STATES),
  /** Links opened in it, and the devices they were opened on. */
  scans: countSchema,
  visitors: countSchema,
  /** Who registered in it and was bound to the channel, as their first, within a day. */
  registrations: countSchema,
  /** Orders paid in it while their shopper was bound to the channel. */
  firstOrders: countSchema,
  repeatOrders: countSchema,
  paidFen: fenSchema,
  refundedFen: fenSchema,
  netFen: fenSchema,
  costFen: fenSchema,
  costPerCustomerFen: fenSchema.nullable(),
  roiBps: z.number().int().nullable(),
  /** Of its registrations that are so many days old: all they bought in those days. */
  values: z.array(
    z.object({
      days: z.literal([...VALUE_DAYS]),
      customers: countSchema,
      netFen: fenSchema,
      perCustomerFen: fenSchema.nullable(),
    }),
  ),
});
export type ChannelReport = z.infer<typeof channelReportSchema>;

export const settlementQuerySchema = z.strictObject({ untilDay: daySchema });

/** A statement of what a channel is owed for a period; amounts are fen. */
export const channelSettlementSchema = z.object({
  /** Null of one that is not closed yet. */
  id: idSchema.nullable(),
  channelId: idSchema,
  ...periodFields,
  lines: z.array(
    z.object({
      day: daySchema,
      /** What the day comes to now. */
      owedFen: fenSchema,
      /** What of that no statement had before, or what is taken back. */
      amountFen: signedFenSchema,
      isCorrection: z.boolean(),
    }),
  ),
  totalFen: signedFenSchema,
  carriedFen: signedFenSchema,
  payableFen: fenSchema,
  carryFen: signedFenSchema,
  closedAt: instantSchema.nullable(),
});
export type ChannelSettlement = z.infer<typeof channelSettlementSchema>;
export type ChannelSettlementHead = Omit<ChannelSettlement, 'lines'>;
export const channelSettlementHeadSchema = channelSettlementSchema.omit({ lines: true });
