import {
  applySetData,
  hasClass,
  isText,
  lineages,
  textOf,
  type Lineage,
  type TreeNode,
} from './node-tree.js';

type Handler = (this: WeappPage, ...given: unknown[]) => unknown;

/**
 * What is looked for: the innermost node with this text, or one of the nodes of a class: those
 * that do not have another one, or that say something among else.
 */
export type Wanted = { within?: Wanted } & (
  { text: string } | { className: string; nth?: number; without?: string; saying?: string }
);

/** Taro gives a node's properties short names of its own, so a picture is known by its address. */
const PICTURE = /^https?:\/\/.*\/pictures\//;

/** One page of a running mini-program: its data as the view sees it, and taps into it. */
export class WeappPage {
  readonly data: { root: TreeNode };
  /** Size of every setData this page was sent, in bytes of JSON. */
  readonly setDataBytes: number[] = [];
  [handler: string]: unknown;

  constructor(
    definition: object,
    readonly route: string,
    readonly options: Record<string, string>,
    private readonly changed: () => void,
  ) {
    const { data, ...handlers } = definition as { data: { root: TreeNode } };
    this.data = JSON.parse(JSON.stringify(data)) as { root: TreeNode };
    for (const [name, value] of Object.entries(handlers)) this[name] = value;
  }

  /** What WeChat copies to the view layer; the callback runs once the view is drawn. */
  setData(change: Record<string, unknown>, drawn?: () => void): void {
    const json = JSON.stringify(change);
    this.setDataBytes.push(Buffer.byteLength(json));
    applySetData(this.data, JSON.parse(json) as Record<string, unknown>);
    this.changed();
    if (drawn) queueMicrotask(drawn);
  }

  /** Calls one of the page's own handlers, `onShow` for instance, where it has one. */
  handle(name: string, ...given: unknown[]): unknown {
    const handler = this[name];
    return typeof handler === 'function' ? (handler as Handler).apply(this, given) : undefined;
  }

  /** Everything written on the page. */
  text(): string {
    return textOf(this.data.root);
  }

  /** Everything written in it. */
  textAt(wanted: Wanted): string {
    return textOf(this.found(wanted)[0]);
  }

  /** The addresses of the pictures shown in it. */
  picturesIn(wanted: Wanted): string[] {
    const values = [...lineages(this.found(wanted)[0])].flatMap(([node]) => Object.values(node));
    return values.filter((value): value is string => PICTURE.test(String(value)));
  }

  /** Whether it is on the page. */
  has(wanted: Wanted): boolean {
    return this.find(wanted) !== null;
  }

  /** How many nodes of a class are on the page. */
  count(className: string): number {
    return [...lineages(this.data.root)].filter(([node]) => hasClass(node, className)).length;
  }

  /** Taps it: the event bubbles from there, as WeChat's does. */
  tap(wanted: Wanted): void {
    this.dispatch(this.found(wanted), 'tap', {});
  }

  /** Types into this field, in place of what stood there. */
  type(wanted: Wanted, value: string): void {
    this.dispatch(this.found(wanted), 'input', { value });
  }

  /** Pulls the page down to see what is new. */
  pullDown(): void {
    this.handle('onPullDownRefresh');
  }

  /** Any other event of a component: `change` of a picker, `confirm` of a field. */
  send(wanted: Wanted, type: string, detail: object): void {
    this.dispatch(this.found(wanted), type, detail);
  }

  private dispatch(lineage: Lineage, type: string, detail: object): void {
    const touched = lineage.filter((node) => node.sid !== undefined && !isText(node));
    const target = { id: touched[0]?.sid, dataset: { sid: touched[0]?.sid } };
    for (const node of touched) {
      const currentTarget = { id: node.sid, dataset: { sid: node.sid } };
      this.handle('eh', { type, detail, target, currentTarget, timeStamp: 0 });
    }
  }

  private found(wanted: Wanted): Lineage {
    const lineage = this.find(wanted);
    if (lineage === null) {
      throw new Error(`${JSON.stringify(wanted)} is not on ${this.route}: ${this.text()}`);
    }
    return lineage;
  }

  private find(wanted: Wanted): Lineage | null {
    const place = wanted.within ? this.find(wanted.within) : ([this.data.root] as const);
    if (place === null) return null;
    const [root, ...above] = place;
    const all = [...lineages(root, above)];
    if ('text' in wanted) {
      return all.reverse().find(([node]) => textOf(node) === wanted.text) ?? null;
    }
    const { className, nth = 0, without, saying = '' } = wanted;
    const named = all.filter(
      ([node]) => hasClass(node, className) && textOf(node).includes(saying),
    );
    return named.filter(([node]) => !without || !hasClass(node, without))[nth] ?? null;
  }
}
