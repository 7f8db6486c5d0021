import { z } from 'zod';
import type { Fen } from '../money.js';

/** Time-ordered id made by the application: a ULID, 26 characters, fits WeChat's out_trade_no. */
export const idSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const wholeFen = z.number().int().min(0).max(1_000_000_000).describe('whole fen (1/100 yuan)');
/** Whole fen, not negative, typed as money. */
export const fenSchema = wholeFen as unknown as z.ZodType<Fen, number>;
/** An instant, ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime();
/** One line of text a person typed: trimmed, no control characters. */
export const textSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/);

/** A printed code as typed: spaces, hyphens and small letters do not matter. */
export const typedCodeSchema = z.string().min(1).max(40);

export const PAGE_LIMIT_MAX = 50;
/** Pages run on a cursor: an opaque string from the page before. */
export const pageQuerySchema = z.strictObject({
  cursor: z
    .string()
    .regex(/^[!-~]{1,200}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(20),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A page of `items`; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** The request header that makes a write safe to repeat. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';
export const idempotencyKeySchema = z.string().regex(/^[0-9A-Za-z_-]{16,64}$/);
