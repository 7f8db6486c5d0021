import { Inject, Injectable } from '@nestjs/common';
import { fen, shopSettingsSchema, type ShopSettings } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { SettingsDocument } from './settings-document.js';

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
};

/** The operator's settings of the shop. */
@Injectable()
export class Settings extends SettingsDocument<ShopSettings> {
  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    super(db, clock, {
      name: 'shop',
      read: (stored) => shopSettingsSchema.parse({ ...DEFAULT_SETTINGS, ...stored }),
    });
  }
}
