import { Inject, Injectable } from '@nestjs/common';
import { fen, withdrawalRuleSchema, type WithdrawalRule } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { SettingsDocument } from '../../shop/settings-document.js';

/**
 * A shop that has set nothing withholds no tax, so a month's withdrawals end where it would have
 * to. The figures are those of labour income (个人所得税法实施条例, 预扣预缴) of 2026.
 */
export const DEFAULT_WITHDRAWAL_RULE: WithdrawalRule = {
  minFen: fen(1_000),
  dailyMaxFen: fen(200_000),
  dailyTimesMax: 3,
  approveAboveFen: fen(50_000),
  tax: {
    freeMonthlyFen: fen(80_000),
    above: 'refused',
    flatUpToFen: fen(400_000),
    costBps: 2_000,
    brackets: [
      { upToFen: fen(2_000_000), rateBps: 2_000, lessFen: fen(0) },
      { upToFen: fen(5_000_000), rateBps: 3_000, lessFen: fen(200_000) },
      { upToFen: null, rateBps: 4_000, lessFen: fen(700_000) },
    ],
  },
};

/** How commission is withdrawn. */
@Injectable()
export class WithdrawalRuleDocument extends SettingsDocument<WithdrawalRule> {
  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    const defaults = DEFAULT_WITHDRAWAL_RULE;
    super(db, clock, { row: 'withdrawals', schema: withdrawalRuleSchema, defaults });
  }
}
