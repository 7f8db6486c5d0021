import { Inject, Injectable } from '@nestjs/common';
import { fen, walletSettingsSchema, type WalletSettings } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { SettingsDocument } from '../shop/settings-document.js';

/** A shop that has set nothing yet: nobody can recharge before it offers a plan or an amount. */
const DEFAULT_WALLET: WalletSettings = {
  capFen: fen(500_000),
  custom: null,
  confirmAboveFen: fen(20_000),
  hiddenOn: ['ios'],
  custodyBps: 2_000,
  approveAboveFen: fen(10_000),
  importApproveAboveFen: fen(100_000),
};

/** The operator's settings of stored value. */
@Injectable()
export class WalletSettingsDocument extends SettingsDocument<WalletSettings> {
  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    super(db, clock, { row: 'wallet', schema: walletSettingsSchema, defaults: DEFAULT_WALLET });
  }
}
