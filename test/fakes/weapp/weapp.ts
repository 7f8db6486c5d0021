import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bundle } from './bundle.js';
import { Navigation } from './navigation.js';
import type { WeappPage } from './page.js';
import type { Sent } from './outside.js';
import { aPerson, type Person } from './person.js';
import { openedBy, Shows, type Shown } from './shows.js';
import { wxFor } from './wx.js';

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
/** What WeChat shows where a link leads nowhere. */
const BLANK = { data: { root: {} } };

/** The built mini-program running on somebody's phone. */
export class Weapp {
  readonly person: Person = aPerson();
  /** What went wrong unseen: answers of the server that were 5xx, and errors of the scripts. */
  readonly troubles: string[] = [];
  /** Everything the phone has sent to the shop and to WeChat. */
  readonly sent: Sent[] = [];
  /** How many requests have no answer yet. */
  asking = 0;
  private readonly navigation: Navigation;
  private readonly bundle: Bundle;
  private readonly watchers = new Set<() => void>();

  private constructor(phone: Phone, dist: string) {
    const changed = () => this.watchers.forEach((look) => look());
    const { tabBar, ...packages } = JSON.parse(
      readFileSync(join(dist, 'app.json'), 'utf8'),
    ) as AppJson;
    let registered: object = {};
    let app: App = {};
    const definitions = (route: string) => {
      if (!routes.includes(route)) return BLANK;
      registered = {};
      this.bundle.run(`${route}.js`);
      const known = defined.get(route) ?? registered;
      defined.set(route, known);
      return known;
    };
    const defined = new Map<string, object>();
    const routes = routesOf(packages);
    const tabs = tabBar.list.map((tab) => tab.pagePath);
    this.navigation = new Navigation(tabs, definitions, changed);
    const openid = phone.openid ?? 'o-weapp-shopper';
    const asked = (request: Sent) => {
      this.sent.push(request);
      this.asking++;
    };
    const answered = (trouble?: string) => {
      this.asking--;
      if (trouble !== undefined) this.troubles.push(trouble);
      changed();
    };
    const outside = { ...phone, openid, asked, answered };
    const shows = new Shows(
      (shown) => app.onShow?.(shown),
      () => this.page.handle('onShow'),
    );
    this.bundle = new Bundle(dist, {
      console: {
        ...console,
        error: (...said: unknown[]) => this.troubles.push(said.map(String).join(' ')),
      },
      wx: wxFor(outside, this.navigation, shows, this.person),
      App: (definition) => (app = definition),
      Page: (definition) => (registered = definition),
      Component: (definition) => (registered = definition),
      Behavior: (definition) => definition,
      getApp: () => app,
      getCurrentPages: () => this.navigation.pages(),
    });
    this.bundle.run('app.js');
    const url = phone.url ?? '/home/index';
    const launch = openedBy(url);
    app.onLaunch?.(launch);
    app.onShow?.(launch);
    this.navigation.start(url);
    const [path = ''] = url.slice(1).split('?');
    if (!routes.includes(path)) app.onPageNotFound?.({ path, query: {}, isEntryPage: true });
  }

  /** Starts the mini-program that was built last. */
  static launch(phone: Phone, dist = WEAPP_DIST): Weapp {
    return new Weapp(phone, dist);
  }

  /**
   * Puts the phone away, once what it asked is answered: a connection cut in the middle of an
   * answer would keep the server from closing for more than a minute.
   */
  async close(): Promise<void> {
    this.bundle.stop();
    await this.until('everything is answered', () => this.asking === 0);
    this.watchers.clear();
  }

  /** The page in sight. */
  get page(): WeappPage {
    return this.navigation.top();
  }

  /** Every page opened so far, those gone out of sight too. */
  get opened(): readonly WeappPage[] {
    return [...this.navigation.opened];
  }

  /** Taps the arrow in WeChat's own bar, which only a page above another has. */
  back(): void {
    this.navigation.back();
  }

  /** Taps WeChat's own tab bar, which only the pages in it have. */
  tapTab(route: string): void {
    this.navigation.tapTab(route);
  }

  /** Agrees on WeChat's own kind of button, by which WeChat knows of it as well. */
  async agree(text: string): Promise<void> {
    await this.until(`${text} can be tapped`, (page) => page.has({ text }));
    this.person.agreedToGuide = true;
    this.page.send({ text }, 'agreeprivacyauthorization', {});
  }

  /** Taps what says so, in such a place, once it is there and nothing keeps the page busy. */
  async tap(text: string, place?: string): Promise<void> {
    const wanted = { text, ...(place !== undefined && { within: { className: place } }) };
    const isFree = (page: WeappPage) => page.has(wanted) && !page.has({ className: 'button-wait' });
    await this.until(`${text} can be tapped`, isFree);
    this.page.tap(wanted);
  }

  /** Waits until this page is in sight and says so among else. */
  shows(route: string, text: string): Promise<void> {
    const isShown = (page: WeappPage) => page.route === route && page.text().includes(text);
    return this.until(`${route} shows ${text}`, isShown);
  }

  /** Waits until it is said in passing, over whichever page. */
  says(toast: string): Promise<void> {
    return this.until(`${toast} is said`, () => this.person.toasts.includes(toast));
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

interface App {
  onLaunch?: (shown: Shown) => void;
  onShow?: (shown: Shown) => void;
  onPageNotFound?: (missing: { path: string; query: object; isEntryPage: boolean }) => void;
}

interface Packages {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
}

interface AppJson extends Packages {
  tabBar: { list: { pagePath: string }[] };
}

function routesOf({ pages, subPackages }: Packages): string[] {
  return [
    ...pages,
    ...subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`)),
  ];
}
