import { z } from 'zod';
import { CHANNEL_KINDS } from '../../channels/channel.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';
import { channelInputSchema } from './channels.js';

/** Codes of one batch, and channels that one request makes. */
export const CHANNEL_CODES_MAX = 500;
export const CHANNELS_AT_ONCE_MAX = 200;
export const CHANNEL_FILE_BYTES_MAX = 256 * 1024;

/** WeChat makes codes of 280 to 1,280 pixels a side; print wants the most. */
const WIDTH_PX = { min: 280, max: 1_280 };
const widthSchema = z.number().int().min(WIDTH_PX.min).max(WIDTH_PX.max);

/** The channels whose codes are asked for: these, the open ones of a kind, or some made with it. */
export const channelCodeBatchRequestSchema = z.strictObject({
  of: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('ids'),
      channelIds: z.array(idSchema).min(1).max(CHANNEL_CODES_MAX),
    }),
    z.strictObject({ by: z.literal('kind'), kind: z.enum(CHANNEL_KINDS) }),
    z.strictObject({
      by: z.literal('new'),
      channels: z.array(channelInputSchema).min(1).max(CHANNELS_AT_ONCE_MAX),
    }),
  ]),
  widthPx: widthSchema.default(WIDTH_PX.max),
  /** Whether each has a URL link too, which WeChat lets live for 30 days. */
  withLinks: z.boolean().default(false),
});
export type ChannelCodeBatchRequest = z.output<typeof channelCodeBatchRequestSchema>;

/** The same for a file of channels to make. */
export const channelFileAskSchema = z.strictObject({
  widthPx: z.coerce.number().pipe(widthSchema).default(WIDTH_PX.max),
  withLinks: z.enum(['true', 'false']).default('false'),
});
export type ChannelFileAsk = z.output<typeof channelFileAskSchema>;

const countSchema = z.number().int().min(0);

/** How far a batch is. */
export const channelCodeBatchSchema = z.object({
  id: idSchema,
  codes: countSchema,
  made: countSchema,
  /** What WeChat did not make; it may be tried again. */
  failed: countSchema,
  /** Nothing waits any more: what was made may be downloaded. */
  isReady: z.boolean(),
  widthPx: z.number().int(),
  withLinks: z.boolean(),
  createdAt: instantSchema,
  /** From then on nothing is known of it; its channels and their codes stay. */
  expiresAt: instantSchema,
});
export type ChannelCodeBatch = z.infer<typeof channelCodeBatchSchema>;

export const CHANNEL_CODE_STATES = ['waiting', 'made', 'failed'] as const;

export const channelCodeListQuerySchema = pageQuerySchema.omit({ cursor: true }).extend({
  cursor: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
  state: z.enum(CHANNEL_CODE_STATES).optional(),
});
export type ChannelCodeListQuery = z.infer<typeof channelCodeListQuerySchema>;

/** A code of a batch. */
export const channelCodeSchema = z.object({
  channelId: idSchema,
  name: z.string(),
  /** Its file in the ZIP. */
  fileName: z.string(),
  state: z.enum(CHANNEL_CODE_STATES),
  /** Why it could not be made, with WeChat's own number where it gave one. */
  refusal: z.object({ code: z.string(), errcode: z.number().int().nullable() }).nullable(),
});
export type ChannelCode = z.infer<typeof channelCodeSchema>;
