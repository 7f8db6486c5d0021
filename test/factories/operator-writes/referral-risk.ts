import type { VersionedRiskRules } from '@siyu/shared';
import { aSecondAccount, flagsOf } from '../referral.js';
import { changes, type OperatorWrites, type World } from './scene.js';

/** By which rules friends are held, and what is decided of those who are. */
export function referralRiskWrites({ shop, operator }: World): OperatorWrites {
  const risk = '/ops/referral-risk-rules';
  const decide = (what: string) =>
    changes(async () => {
      const [flag] = await flagsOf(operator, (await aSecondAccount(shop)).inviter);
      return () =>
        operator.post(`/ops/referral-flags/${flag!.id}/${what}`, { reason: '已电话核实' });
    });
  return {
    [`PUT ${risk}`]: changes(async () => {
      const { rules, version } = await operator.get<VersionedRiskRules>(risk);
      return () => operator.put(risk, { rules: rules.slice(0, -1), version });
    }),
    'POST /ops/referral-flags/:id/clearance': decide('clearance'),
    'POST /ops/referral-flags/:id/confirmation': decide('confirmation'),
  };
}
