/** A node as Taro writes it into a page's data. */
export interface TreeNode {
  sid?: string;
  /** Class. */
  cl?: string;
  /** Text. */
  v?: string;
  /** Children. */
  cn?: TreeNode[];
  [property: string]: unknown;
}

/** A node and the nodes it stands in, itself first. */
export type Lineage = readonly [TreeNode, ...TreeNode[]];

/** Applies one `setData` the way the view layer does: each path is replaced by its value. */
export function applySetData(data: object, change: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(change)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
    const last = keys.pop();
    if (last === undefined) continue;
    let place = data as Record<string, unknown>;
    for (const key of keys) place = (place[key] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
}

/** Whether a node is a text itself, which can be read and not touched. */
export function isText(node: TreeNode): boolean {
  return typeof node.v === 'string' && node.cn === undefined;
}

/** All text of a node and what stands in it. */
export function textOf(node: TreeNode): string {
  if (isText(node)) return node.v ?? '';
  return (node.cn ?? []).map(textOf).join('');
}

/** Every node, outermost first, with the nodes it stands in. */
export function* lineages(node: TreeNode, above: readonly TreeNode[] = []): Generator<Lineage> {
  const lineage: Lineage = [node, ...above];
  yield lineage;
  for (const child of node.cn ?? []) yield* lineages(child, lineage);
}

/** Whether a node carries a class. */
export function hasClass(node: TreeNode, name: string): boolean {
  return typeof node.cl === 'string' && node.cl.split(/\s+/).includes(name);
}
