import type { z } from 'zod';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { Remembered } from '../platform/remembered.js';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** One document of settings: its row, and what holds where the operator has set nothing. */
export interface DocumentOf<T> {
  row: string;
  schema: z.ZodType<T>;
  defaults: T;
}

interface Versioned<T> {
  settings: T;
  version: number;
}

/** Settings of operators, at most a second old on any instance, for one statement a second. */
export class SettingsDocument<T extends object> {
  private readonly known: Remembered<Versioned<T>>;

  constructor(
    db: DataSource,
    private readonly clock: Clock,
    private readonly document: DocumentOf<T>,
  ) {
    this.known = new Remembered(db.manager, clock, (reader) => this.look(reader));
  }

  /** `db` is the transaction's own inside one: a second connection could wait for ever. */
  async current(db?: Reader): Promise<T> {
    return (await this.currentVersioned(db)).settings;
  }

  /** The same with its version, for what has to say later by which settings it was decided. */
  currentVersioned(db?: Reader): Promise<Versioned<T>> {
    return this.known.current(db);
  }

  /** The settings with the version an edit must name. */
  versioned(): Promise<Versioned<T>> {
    return this.known.read();
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
    this.known.changed(tx);
  }

  private async look(db: Reader): Promise<Versioned<T>> {
    const { row: name, schema, defaults } = this.document;
    const [row] = await rows<{ value: string | object; version: number }>(
      db,
      'SELECT value, version FROM shop_setting WHERE name = ?',
      [name],
    );
    const value = typeof row?.value === 'string' ? JSON.parse(row.value) : row?.value;
    return { settings: schema.parse({ ...defaults, ...value }), version: row?.version ?? 0 };
  }
}
