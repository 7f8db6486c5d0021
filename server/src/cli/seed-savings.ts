import { readFileSync } from 'node:fs';
import { fen } from '@siyu/shared';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { PointsRules } from '../membership/points/points-rules.js';
import { COMMAND_LINE, type AuditTrail } from '../platform/audit-trail.js';
import type { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { RechargePlans } from '../wallet/recharges/recharge-plans.service.js';
import { WalletSettingsDocument } from '../wallet/wallet-settings.js';

const money = z.number().transform(fen);
const savingsSchema = z.object({
  custom: z.object({ minFen: money, maxFen: money }),
  plans: z.array(z.object({ principalFen: money, bonusFen: money, growth: z.number() })),
  points: z.object({ isOn: z.boolean(), pointsPerYuan: z.number() }),
});

/** The demo's recharge plans and points, each unless someone has set it already. */
export async function seedSavings(
  { db, clock, audit }: { db: DataSource; clock: Clock; audit: AuditTrail },
  file: string,
): Promise<void> {
  const { custom, plans, points } = savingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const wallet = new WalletSettingsDocument(db, clock);
  const rules = new PointsRules(db, clock);
  const [held, earned] = [await wallet.versioned(), await rules.versioned()];
  const { isOn, pointsPerYuan } = points;
  const earn = { ...earned.settings.earn, pointsPerYuan };
  await inTransaction(db, async (tx) => {
    if (held.version === 0) await wallet.replace(tx, { ...held.settings, custom }, 0);
    if (earned.version === 0) await rules.replace(tx, { ...earned.settings, isOn, earn }, 0);
  });
  const recharges = new RechargePlans(db, clock, audit);
  if ((await recharges.list()).length > 0) return;
  for (const [position, plan] of plans.entries()) {
    const input = { ...plan, couponCampaignIds: [], position, offered: true };
    await recharges.create(COMMAND_LINE, input);
  }
}
