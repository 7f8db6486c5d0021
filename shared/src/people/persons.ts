/** Two accounts that are one person. */
export interface Joined {
  oneId: string;
  otherId: string;
}

/**
 * Which person each of these accounts is: those that live links hold together, under the id of the
 * oldest. It is a function of the links alone, so that ending one leaves what there was without it.
 */
export function personsAmong(
  shopperIds: Iterable<string>,
  links: readonly Joined[],
): Map<string, string> {
  const parents = new Map([...shopperIds].map((id) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) {
      root = up;
    }
    parents.set(id, root);
    return root;
  };
  for (const { oneId, otherId } of links) {
    const [oldest = '', younger = ''] = [rootOf(oneId), rootOf(otherId)].sort();
    parents.set(younger, oldest);
  }
  return new Map([...parents.keys()].map((id) => [id, rootOf(id)]));
}
