/**
 * A step of the schema, forward only. Each statement can be run again after a crash half-way: what
 * it adds may be there already.
 */
export interface Migration {
  name: string;
  statements: readonly string[];
}
