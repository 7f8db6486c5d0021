import type { VersionedAttributionRule } from '@siyu/shared';
import { changes, type OperatorWrites, type World } from './scene.js';

/** By which rule customers are bound. */
export function referralWrites({ operator }: World): OperatorWrites {
  const path = '/ops/attribution-rule';
  return {
    [`PUT ${path}`]: changes(async () => {
      const { rule, version } = await operator.get<VersionedAttributionRule>(path);
      const next = { ...rule, validityDays: rule.validityDays + 1 };
      return () => operator.put(path, { rule: next, version });
    }),
  };
}
