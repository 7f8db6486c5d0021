import type { z } from 'zod';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;

/** One document of settings: its row, and what holds where the operator has set nothing. */
export interface DocumentOf<T> {
  row: string;
  schema: z.ZodType<T>;
  defaults: T;
}

interface Known<T> {
  settings: T;
  version: number;
  readAtMs: number;
}

/** Settings of operators, at most a second old on any instance, for one statement a second. */
export class SettingsDocument<T extends object> {
  private known: Known<T> | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly document: DocumentOf<T>,
  ) {}

  /** `db` is the transaction's own inside one: a second connection could wait for ever. */
  async current(db: Reader = this.db.manager): Promise<T> {
    return (await this.currentVersioned(db)).settings;
  }

  /** The same with its version, for what has to say later by which settings it was decided. */
  async currentVersioned(db: Reader): Promise<{ settings: T; version: number }> {
    const ageMs = this.clock.now().getTime() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs >= 0 && ageMs < FRESH_MS) return this.known;
    return this.read(db);
  }

  /** The settings with the version an edit must name. */
  async versioned(): Promise<{ settings: T; version: number }> {
    const { settings, version } = await this.read(this.db.manager);
    return { settings, version };
  }

  /**
   * Replaces the settings. @throws Refusal VERSION_CONFLICT when someone else edited meanwhile
   */
  async replace(tx: Tx, settings: T, version: number): Promise<void> {
    const now = this.clock.now();
    const value = JSON.stringify(settings);
    const { row } = this.document;
    const written =
      version === 0
        ? await affected(tx, 'INSERT IGNORE INTO shop_setting VALUES (?, ?, 1, ?)', [
            row,
            value,
            now,
          ])
        : await affected(
            tx,
            `UPDATE shop_setting SET value = ?, version = version + 1, updated_at = ?
             WHERE name = ? AND version = ?`,
            [value, now, row, version],
          );
    if (written === 0) throw new Refusal('VERSION_CONFLICT');
    this.known = null;
  }

  private async read(db: Reader): Promise<Known<T>> {
    const { row: name, schema, defaults } = this.document;
    const [row] = await rows<{ value: string | object; version: number }>(
      db,
      'SELECT value, version FROM shop_setting WHERE name = ?',
      [name],
    );
    const value = typeof row?.value === 'string' ? JSON.parse(row.value) : row?.value;
    const settings = schema.parse({ ...defaults, ...value });
    const readAtMs = this.clock.now().getTime();
    this.known = { settings, version: row?.version ?? 0, readAtMs };
    return this.known;
  }
}
