import { Inject, Injectable } from '@nestjs/common';
import { pointsSettingsSchema, type PointsSettings } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { SettingsDocument } from '../../shop/settings-document.js';

/**
 * Off until an operator decides: a point that was given is owed, and cannot be unpromised. Switched
 * on unchanged, a yuan gives a point, a hundred of them pay a yuan of up to half the goods, and
 * they lapse a year on.
 */
export const DEFAULT_POINTS_SETTINGS: PointsSettings = {
  isOn: false,
  earn: { pointsPerYuan: 1, days: [] },
  redeem: { pointsPerYuan: 100, capBps: 5_000, pointsMin: 100 },
  expiryMonths: 12,
  noticeDays: 15,
  adjustmentMax: 10_000,
};

/** By what points are earned, spent and lost. */
@Injectable()
export class PointsRules extends SettingsDocument<PointsSettings> {
  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    const defaults = DEFAULT_POINTS_SETTINGS;
    super(db, clock, { row: 'points', schema: pointsSettingsSchema, defaults });
  }
}
