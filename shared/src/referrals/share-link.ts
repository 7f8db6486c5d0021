/** What a link may lead to: a page of the mini-program, and what names the thing it is about. */
export const SHARE_PAGES = {
  home: { path: '/home/index', parameter: null },
  product: { path: '/product/index', parameter: 'id' },
  'flash-sale': { path: '/flash-sale/index', parameter: null },
  team: { path: '/group-buy/team', parameter: 'team' },
  newcomer: { path: '/newcomer/index', parameter: null },
} as const satisfies Record<string, { path: string; parameter: string | null }>;

export type SharePage = keyof typeof SHARE_PAGES;

/** Where a link is put: a card in a chat, a poster, a bare address, a timeline, a printed code. */
export const SHARE_PLACEMENTS = ['card', 'poster', 'link', 'timeline', 'code'] as const;
export type SharePlacement = (typeof SHARE_PLACEMENTS)[number];

/** Who a link is of; a channel stands for a shop window, a parcel card or an advertisement. */
export const LINK_OWNER_KINDS = ['shopper', 'channel'] as const;
export interface LinkOwner {
  kind: (typeof LINK_OWNER_KINDS)[number];
  id: string;
}

/** No letter that is read as another; all of them are of WeChat's alphabet for scenes. */
export const LINK_CODE_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
export const LINK_CODE_LENGTH = 8;
const CODE = new RegExp(`^[${LINK_CODE_ALPHABET}]{${LINK_CODE_LENGTH}}$`);
/** What a code is called in the query of a path and in a scene. */
const NAME = 's';

export function isLinkCode(text: string): boolean {
  return CODE.test(text);
}

/** The page a link leads to, as the mini-program opens it; the code in it says whose it is. */
export function sharedPath(page: SharePage, targetId: string | null, code?: string): string {
  const { path, parameter } = SHARE_PAGES[page];
  const pairs = [
    ...(parameter !== null && targetId !== null ? [`${parameter}=${targetId}`] : []),
    ...(code === undefined ? [] : [`${NAME}=${code}`]),
  ];
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** The scene of a mini-program code: of the 32 characters WeChat leaves it takes ten. */
export function sceneOf(code: string): string {
  return `${NAME}=${code}`;
}

/**
 * The code in what a page was opened with: `s` of its query, or its `scene`, which WeChat hands over
 * encoded. Null where there is none, or nothing that could be one.
 */
export function codeInQuery(query: Readonly<Record<string, string | undefined>>): {
  code: string;
  by: 'query' | 'scene';
} | null {
  const named = query[NAME];
  if (named !== undefined && isLinkCode(named)) return { code: named, by: 'query' };
  const scene = decoded(query['scene'] ?? '');
  const code = scene.startsWith(`${NAME}=`) ? scene.slice(NAME.length + 1) : '';
  return isLinkCode(code) ? { code, by: 'scene' } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
