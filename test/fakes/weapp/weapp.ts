import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bundle } from './bundle.js';
import { Navigation } from './navigation.js';
import type { WeappPage } from './page.js';
import { wxFor, type Person } from './wx.js';

/** Where `npm run build:weapp` leaves the mini-program. */
export const WEAPP_DIST = join(import.meta.dirname, '../../../miniapp/dist/weapp');

export interface Phone {
  /** The API under test. */
  serverUrl: string;
  /** The WeChat sandbox; null where the test needs nothing of WeChat. */
  sandboxUrl: string | null;
  /** Whose phone it is. */
  openid?: string;
  /** The page opened first, from a scan for instance. */
  url?: string;
}

const PATIENCE_MS = 10_000;

/** The built mini-program running on somebody's phone. */
export class Weapp {
  readonly person: Person = {
    toasts: [],
    confirms: true,
    questions: [],
    pays: 'pay',
    subscribes: 'accept',
    badges: new Map(),
    storage: new Map(),
  };
  private readonly navigation: Navigation;
  private readonly watchers = new Set<() => void>();
  private readonly away = new AbortController();

  private constructor(phone: Phone, dist: string) {
    const changed = () => this.watchers.forEach((look) => look());
    const { tabBar } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppJson;
    let registered: object = {};
    let app: { onLaunch?: (options: object) => void; onShow?: (options: object) => void } = {};
    const definitions = (route: string) => {
      registered = {};
      bundle.run(`${route}.js`);
      const known = defined.get(route) ?? registered;
      defined.set(route, known);
      return known;
    };
    const defined = new Map<string, object>();
    const tabs = tabBar.list.map((tab) => tab.pagePath);
    this.navigation = new Navigation(tabs, definitions, changed);
    const openid = phone.openid ?? 'o-weapp-shopper';
    const outside = { ...phone, openid, away: this.away.signal, answered: changed };
    const bundle = new Bundle(dist, {
      wx: wxFor(outside, this.navigation, this.person),
      App: (definition) => (app = definition),
      Page: (definition) => (registered = definition),
      Component: (definition) => (registered = definition),
      Behavior: (definition) => definition,
      getApp: () => app,
      getCurrentPages: () => this.navigation.pages(),
    });
    bundle.run('app.js');
    app.onLaunch?.(LAUNCH);
    app.onShow?.(LAUNCH);
    this.navigation.start(phone.url ?? '/home/index');
  }

  /** Starts the mini-program that was built last. */
  static launch(phone: Phone, dist = WEAPP_DIST): Weapp {
    return new Weapp(phone, dist);
  }

  /** Puts the phone away: what it was still asking for is dropped. */
  close(): void {
    this.watchers.clear();
    this.away.abort();
  }

  /** The page in sight. */
  get page(): WeappPage {
    return this.navigation.top();
  }

  /** Waits until something is so, looking whenever a page or an answer changed anything. */
  until(what: string, isSo: (page: WeappPage) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.watchers.delete(look);
        clearTimeout(patience);
      };
      const look = () => {
        if (!isSo(this.page)) return;
        end();
        resolve();
      };
      const patience = setTimeout(() => {
        end();
        reject(new Error(`never: ${what}. ${this.page.route} says: ${this.page.text()}`));
      }, PATIENCE_MS);
      this.watchers.add(look);
      look();
    });
  }
}

const LAUNCH = { path: 'home/index', scene: 1001, query: {} };

interface AppJson {
  tabBar: { list: { pagePath: string }[] };
}
