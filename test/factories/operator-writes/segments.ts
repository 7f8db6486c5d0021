import type { Rfm } from '@siyu/shared';
import { aTag, all, tagged } from '../segments.js';
import { adds, changes, removes, type OperatorWrites, type World } from './scene.js';

/** Whom campaigns are for. */
export function segmentWrites({ buyer, operator }: World): OperatorWrites {
  const path = '/ops/segments';
  const rule = all({ fact: 'registered', is: 'within', days: 30 });
  return {
    [`POST ${path}`]: adds(async () => () => {
      return operator.post(path, { kind: 'rule', name: '新注册', rule });
    }),
    [`PUT ${path}/:id`]: changes(async () => {
      const { id, version } = await aTag(operator);
      const segment = { kind: 'tag', name: '常客' };
      return () => operator.put(`${path}/${id}`, { version, segment });
    }),
    [`DELETE ${path}/:id`]: removes(async () => {
      const { id } = await aTag(operator);
      return () => operator.del(`${path}/${id}`);
    }),
    [`POST ${path}/:id/members`]: adds(async () => {
      const tag = await aTag(operator);
      return () => tagged(operator, tag, { add: [buyer.id] });
    }),
    'PUT /ops/rfm': changes(async () => {
      const { version } = await operator.get<Rfm>('/ops/rfm');
      const cuts = { recencyDays: [7, 30, 90, 180], purchaseDays: [1, 2, 4, 8] };
      const bounds = { kind: 'chosen', ...cuts, spentFen: [10_000, 20_000, 50_000, 100_000] };
      return () => operator.put('/ops/rfm', { version, bounds });
    }),
  };
}
