/** A condition and the value it waits for; left out when there is none. */
export type Condition = readonly [sql: string, value: unknown];

/** The conditions that have a value, as a WHERE clause with its parameters in order. */
export function where(conditions: readonly Condition[]): { clause: string; parameters: unknown[] } {
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    clause: given.length === 0 ? '' : `WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    parameters: given.map(([, value]) => value),
  };
}
