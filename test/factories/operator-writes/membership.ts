import type { versionedRulesSchema } from '@siyu/shared';
import type { z } from 'zod';
import { aLadder } from '../membership.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

export function membershipWrites({ operator, buyer }: World): OperatorWrites {
  return {
    'PUT /ops/membership/ladder': changes(async () => {
      const path = '/ops/membership/ladder';
      const { version } = await operator.get<z.infer<typeof versionedRulesSchema>>(path);
      return () => operator.put(path, { rules: aLadder({ validityMonths: 6 }), version });
    }),
    'POST /ops/members/:id/growth': adds(async () => {
      const adjustment = { growth: 10, reason: '线下活动补发' };
      return () => operator.post(`/ops/members/${buyer.id}/growth`, adjustment);
    }),
  };
}
