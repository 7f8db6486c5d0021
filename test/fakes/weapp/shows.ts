/** With what the mini-program came to the front: at launch, or back from another one. */
export interface Shown {
  path: string;
  scene: number;
  query: object;
  referrerInfo: { appId?: string; extraData?: object };
}

type Listener = (shown: Shown) => void;

export const LAUNCH: Shown = { path: 'home/index', scene: 1001, query: {}, referrerInfo: {} };

/** As WeChat tells of it: the page without its slash, and its query with values as they came. */
export function openedBy(url: string): Shown {
  const [path = '', query = ''] = url.slice(1).split('?');
  const pairs = query.split('&').filter((pair) => pair !== '');
  const named = pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), valueIn(pair)]);
  return { ...LAUNCH, path, query: Object.fromEntries(named) as object };
}

function valueIn(pair: string): string {
  return pair.slice(pair.indexOf('=') + 1);
}

/** Scene 1038: another mini-program handed back to this one. */
const HANDED_BACK = 1038;

/** The mini-program's comings to the front, which `wx.onAppShow` tells of. */
export class Shows {
  private readonly listeners = new Set<Listener>();

  /** `appShown` and `pageShown` are the app's own handlers, which WeChat calls as well. */
  constructor(
    private readonly appShown: Listener,
    private readonly pageShown: () => void,
  ) {}

  api(): object {
    return {
      onAppShow: (listener: Listener) => void this.listeners.add(listener),
      offAppShow: (listener: Listener) => void this.listeners.delete(listener),
    };
  }

  /** Comes back from another mini-program, which says something. */
  handBack(appId: string, extraData: object): void {
    const shown = { ...LAUNCH, scene: HANDED_BACK, referrerInfo: { appId, extraData } };
    this.appShown(shown);
    this.pageShown();
    for (const listener of [...this.listeners]) listener(shown);
  }
}
