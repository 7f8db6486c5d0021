import { z } from 'zod';
import {
  SHARE_PAGES,
  SHARE_PLACEMENTS,
  type SharePage,
  type SharePlacement,
} from '../referrals/share-link.js';
import { idSchema } from './common.js';
import { anonymousIdSchema } from './identity.js';

const PAGES = Object.keys(SHARE_PAGES) as [SharePage, ...SharePage[]];

const target = { page: z.enum(PAGES), targetId: idSchema.nullable().default(null) };
const namesItsThing = ({ page, targetId }: { page: SharePage; targetId: string | null }) =>
  (SHARE_PAGES[page].parameter === null) === (targetId === null);
const UNNAMED = {
  message: 'a page about one thing names it, and no other does',
  path: ['targetId'],
};

/** Where a link leads. Pages that are about one thing need a `targetId`. */
export const shareTargetSchema = z.strictObject(target).refine(namesItsThing, UNNAMED);
export type ShareTarget = z.output<typeof shareTargetSchema>;

/** What is shared, and where it is put. */
export const shareLinkInputSchema = z
  .strictObject({ ...target, placement: z.enum(SHARE_PLACEMENTS) })
  .refine(namesItsThing, UNNAMED);
export type ShareLinkInput = z.input<typeof shareLinkInputSchema>;
export interface ShareLinkRequest {
  page: SharePage;
  targetId: string | null;
  placement: SharePlacement;
}

export const shareLinkSchema = z.object({
  /** Eight characters; `s=` and they make the scene of a mini-program code. */
  code: z.string(),
  /** The mini-program’s page with its query, the code among it. */
  path: z.string(),
  title: z.string(),
  pictureUrl: z.string().nullable(),
});
export type ShareLink = z.infer<typeof shareLinkSchema>;

/** Where a code leads; one nobody knows leads to the front page. */
export const resolvedLinkSchema = z.object({
  isKnown: z.boolean(),
  page: z.enum(PAGES),
  targetId: idSchema.nullable(),
  path: z.string(),
});
export type ResolvedLink = z.infer<typeof resolvedLinkSchema>;

/** Made once by a device and kept, whoever logs in on it. */
export const installationIdSchema = anonymousIdSchema;

export const visitSchema = z.strictObject({
  code: z.string().max(64),
  installationId: installationIdSchema,
  /** Made by the device for this visit: a repeat counts once. */
  visitId: z.string().regex(/^[0-9A-Za-z_-]{16,64}$/),
  /** WeChat’s number of how the mini-program was opened; null in a browser. */
  scene: z.number().int().min(0).max(65_535).nullable(),
});
export type Visit = z.infer<typeof visitSchema>;
