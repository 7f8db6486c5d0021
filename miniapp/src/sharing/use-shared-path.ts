import type { ShareLinkInput } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { shareSheetPresent } from '@/platform/share';
import { useSession } from '@/session/store';
import { shareLink } from './api';

const known = new Map<string, string>();

/**
 * The path of a page with the code of whoever shares it, fetched while the page is looked at, since
 * WeChat wants it at once. The plain path while it is not there, or nobody is logged in.
 */
export function useSharedPath(
  page: ShareLinkInput['page'],
  targetId: string | null,
  plain: string,
): string {
  const shopperId = useSession((state) => state.shopper?.id ?? null);
  const [, setFetched] = useState('');
  const key = `${shopperId} ${page} ${targetId}`;
  useEffect(() => {
    if (shopperId === null || targetId === '' || known.has(key)) return;
    const placement = shareSheetPresent ? 'card' : 'link';
    shareLink({ page, targetId, placement }).then(
      ({ path }) => {
        known.set(key, path);
        setFetched(key);
      },
      () => undefined,
    );
  }, [key, shopperId, page, targetId]);
  return known.get(key) ?? plain;
}
