import type { ResolvedLink, ShareLink, ShareLinkInput, Visit } from '@siyu/shared';
import { call, readPublic } from '@/platform/http';

/** The shopper's own link; safe to repeat. */
export const shareLink = (body: ShareLinkInput) =>
  call<ShareLink>('/shop/share-links', { method: 'POST', body });

/** Where a code leads; an unknown one leads to the front page. */
export const resolveLink = (code: string) => readPublic<ResolvedLink>(`/shop/share-links/${code}`);

/** A link was opened. Sent for the shopper where one is logged in. */
export const recordVisit = (body: Visit) => call<null>('/shop/visits', { method: 'POST', body });
