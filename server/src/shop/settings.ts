import { Inject, Injectable } from '@nestjs/common';
import { fen, HOME_SECTIONS, shopSettingsSchema, type ShopSettings } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;
const ROW = 'shop';

/** A shop that has set nothing yet sells by these. */
export const DEFAULT_SETTINGS: ShopSettings = {
  shopName: '私域小店',
  slogan: '',
  customerServiceHours: '每日 9:00–21:00',
  customerServicePhone: '',
  customerServiceUrl: '',
  freight: { flatFen: fen(1_000), freeAboveFen: fen(9_900), notDelivered: [] },
  payWithinMinutes: 30,
  autoCompleteDays: 10,
  afterSaleDays: 15,
  afterSaleAnswerDays: 3,
  returnWithinDays: 7,
  returnAddress: '',
  openOrdersMax: 20,
  couponReminderDays: 3,
  banners: [],
  homeSections: [...HOME_SECTIONS],
};

/** The operator's settings, at most a second old on any instance, for one statement a second. */
@Injectable()
export class Settings {
  private known: { settings: ShopSettings; version: number; readAtMs: number } | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `db` is the transaction's own inside one: a second connection could wait for ever. */
  async current(db: Reader = this.db.manager): Promise<ShopSettings> {
    const ageMs = this.clock.now().getTime() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs >= 0 && ageMs < FRESH_MS) return this.known.settings;
    return this.read(db);
  }

  /** The settings with the version an edit must name. */
  async versioned(): Promise<{ settings: ShopSettings; version: number }> {
    const settings = await this.read(this.db.manager);
    return { settings, version: this.known?.version ?? 0 };
  }

  /**
   * Replaces the settings. @throws Refusal VERSION_CONFLICT when someone else edited meanwhile
   */
  async replace(tx: Tx, settings: ShopSettings, version: number): Promise<void> {
    const now = this.clock.now();
    const value = JSON.stringify(settings);
    const written =
      version === 0
        ? await affected(tx, 'INSERT IGNORE INTO shop_setting VALUES (?, ?, 1, ?)', [
            ROW,
            value,
            now,
          ])
        : await affected(
            tx,
            `UPDATE shop_setting SET value = ?, version = version + 1, updated_at = ?
             WHERE name = ? AND version = ?`,
            [value, now, ROW, version],
          );
    if (written === 0) throw new Refusal('VERSION_CONFLICT');
    this.known = null;
  }

  private async read(db: Reader): Promise<ShopSettings> {
    const [row] = await rows<{ value: string | object; version: number }>(
      db,
      'SELECT value, version FROM shop_setting WHERE name = ?',
      [ROW],
    );
    const value = typeof row?.value === 'string' ? JSON.parse(row.value) : row?.value;
    const settings = shopSettingsSchema.parse({ ...DEFAULT_SETTINGS, ...value });
    const readAtMs = this.clock.now().getTime();
    this.known = { settings, version: row?.version ?? 0, readAtMs };
    return settings;
  }
}
