import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;

export interface Versioned<T> {
  settings: T;
  version: number;
}

/**
 * Settings of one feature, edited whole and by version. At most a second old on any instance, for
 * one statement a second.
 */
export abstract class SettingsDocument<T extends object> {
  private known: (Versioned<T> & { readAtMs: number }) | null = null;

  /**
   * @param document its name, at most 64 characters, and how it is read: what was stored, possibly
   *   by an earlier version and without fields that came later
   */
  protected constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly document: { name: string; read: (stored: object) => T },
  ) {}

  /** `db` is the transaction's own inside one: a second connection could wait for ever. */
  async current(db: Reader = this.db.manager): Promise<T> {
    const ageMs = this.clock.now().getTime() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs >= 0 && ageMs < FRESH_MS) return this.known.settings;
    return (await this.readNow(db)).settings;
  }

  /** The settings with the version an edit must name. */
  versioned(): Promise<Versioned<T>> {
    return this.readNow(this.db.manager);
  }

  /**
   * Replaces the settings. @throws Refusal VERSION_CONFLICT when someone else edited meanwhile
   */
  async replace(tx: Tx, settings: T, version: number): Promise<void> {
    const { name } = this.document;
    const now = this.clock.now();
    const value = JSON.stringify(settings);
    const written =
      version === 0
        ? await affected(tx, 'INSERT IGNORE INTO shop_setting VALUES (?, ?, 1, ?)', [
            name,
            value,
            now,
          ])
        : await affected(
            tx,
            `UPDATE shop_setting SET value = ?, version = version + 1, updated_at = ?
             WHERE name = ? AND version = ?`,
            [value, now, name, version],
          );
    if (written === 0) throw new Refusal('VERSION_CONFLICT');
    this.known = null;
  }

  private async readNow(db: Reader): Promise<Versioned<T>> {
    const [row] = await rows<{ value: string | object; version: number }>(
      db,
      'SELECT value, version FROM shop_setting WHERE name = ?',
      [this.document.name],
    );
    const stored = typeof row?.value === 'string' ? JSON.parse(row.value) : (row?.value ?? {});
    const settings = this.document.read(stored);
    const readAtMs = this.clock.now().getTime();
    this.known = { settings, version: row?.version ?? 0, readAtMs };
    return { settings, version: row?.version ?? 0 };
  }
}
