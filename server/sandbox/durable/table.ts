import type { Entry, Journal } from './journal.js';

interface TableOptions<Row> {
  /** The oldest rows beyond this number are forgotten. */
  readonly rowsMax?: number;
  /** A second key to find rows by; rows without one answer undefined. */
  readonly alsoBy?: (row: Row) => string | undefined;
}

/**
 * Rows in memory, every change of which goes to the journal. Rows are replaced, never changed in
 * place, so that what is in memory is always what the journal says.
 */
export class Table<Row> {
  private readonly rows = new Map<string, Row>();
  private readonly keys = new Map<string, string>();

  constructor(
    readonly name: string,
    private readonly journal: Journal,
    private readonly options: TableOptions<Row> = {},
  ) {}

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  getBy(otherKey: string): Row | undefined {
    const key = this.keys.get(otherKey);
    return key === undefined ? undefined : this.rows.get(key);
  }

  put(key: string, row: Row): Row {
    this.replay(key, row);
    this.journal.append([this.name, key, row]);
    return row;
  }

  values(): Row[] {
    return [...this.rows.values()];
  }

  *entries(): Generator<Entry> {
    for (const [key, row] of this.rows) yield [this.name, key, row];
  }

  /** Takes a row as the journal has it, which needs no second writing. */
  replay(key: string, row: Row): void {
    const otherKey = this.options.alsoBy?.(row);
    if (otherKey !== undefined) this.keys.set(otherKey, key);
    this.rows.set(key, row);
    if (this.rows.size > (this.options.rowsMax ?? Infinity)) this.forgetOldest();
  }

  private forgetOldest(): void {
    const oldest = this.rows.entries().next();
    if (oldest.done) return;
    const [key, row] = oldest.value;
    const otherKey = this.options.alsoBy?.(row);
    if (otherKey !== undefined) this.keys.delete(otherKey);
    this.rows.delete(key);
  }
}
