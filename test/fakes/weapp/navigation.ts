import { WeappPage } from './page.js';

/** Makes a page of the definition that its file registers with `Page`. */
export type Definitions = (route: string) => object;

interface Going {
  url?: string;
  delta?: number;
  success?: (answer: object) => void;
  complete?: (answer: object) => void;
}

/** The stack of pages, as WeChat keeps it: tab pages stay, others live until one goes back. */
export class Navigation {
  private stack: WeappPage[] = [];
  private readonly tabs = new Map<string, WeappPage>();
  /** Every page that was ever opened, the latest last. */
  readonly opened: WeappPage[] = [];

  constructor(
    private readonly tabRoutes: readonly string[],
    private readonly definitions: Definitions,
    private readonly changed: () => void,
  ) {}

  pages(): WeappPage[] {
    return this.stack;
  }

  /** The page in sight. */
  top(): WeappPage {
    const page = this.stack[this.stack.length - 1];
    if (!page) throw new Error('no page is open');
    return page;
  }

  /** Opens a page as a first one, from a scan or a shared card. */
  start(url: string): void {
    this.show(url);
  }

  /** Goes back over so many pages, never over the bottom one. */
  back(delta = 1): void {
    this.close(Math.min(delta, this.stack.length - 1));
    this.top().handle('onShow');
    this.changed();
  }

  tapTab(route: string): void {
    const here = this.top().route;
    if (![here, route].every((one) => this.tabRoutes.includes(one))) {
      throw new Error(`no tab leads from ${here} to ${route}`);
    }
    this.switchTab(`/${route}`);
  }

  api(): object {
    return {
      navigateTo: this.going(({ url = '' }) => {
        this.top().handle('onHide');
        this.show(url);
      }),
      redirectTo: this.going(({ url = '' }) => {
        this.close(1);
        this.show(url);
      }),
      navigateBack: this.going(({ delta = 1 }) => this.back(delta)),
      switchTab: this.going(({ url = '' }) => this.switchTab(url)),
      reLaunch: this.going(({ url = '' }) => {
        this.close(this.stack.length);
        this.show(url);
      }),
    };
  }

  private switchTab(url: string): void {
    if (this.tabRoutes.includes(this.top().route)) {
      this.top().handle('onHide');
      this.stack = [];
    } else {
      const [bottom] = this.stack;
      const stays = bottom !== undefined && this.tabRoutes.includes(bottom.route) ? 1 : 0;
      this.close(this.stack.length - stays);
      this.stack = [];
    }
    this.show(url);
  }

  private show(url: string): void {
    const { route, query } = parsed(url);
    const kept = this.tabs.get(route);
    const page = kept ?? new WeappPage(this.definitions(route), route, query, this.changed);
    this.stack.push(page);
    if (!kept) this.begin(page, query);
    page.handle('onShow');
    if (!kept) page.handle('onReady');
    this.changed();
  }

  private begin(page: WeappPage, query: Record<string, string>): void {
    this.opened.push(page);
    if (this.tabRoutes.includes(page.route)) this.tabs.set(page.route, page);
    page.handle('onLoad', query);
  }

  private close(count: number): void {
    for (const page of this.stack.splice(this.stack.length - count, count).reverse()) {
      if (this.tabs.get(page.route) === page) page.handle('onHide');
      else page.handle('onUnload');
    }
  }

  private going(go: (options: Going) => void) {
    return (options: Going) =>
      setImmediate(() => {
        go(options);
        options.success?.({ errMsg: 'ok' });
        options.complete?.({ errMsg: 'ok' });
      });
  }
}

function parsed(url: string): { route: string; query: Record<string, string> } {
  const { pathname, searchParams } = new URL(url, 'https://page');
  return { route: pathname.slice(1), query: Object.fromEntries(searchParams) };
}
