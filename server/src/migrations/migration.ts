/** A step of the schema, forward only. Each statement can be run again after a crash half-way. */
export interface Migration {
  name: string;
  statements: readonly string[];
}
