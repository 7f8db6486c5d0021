import { adds, type OperatorWrites, type World } from './scene.js';

export function analyticsWrites({ operator }: World): OperatorWrites {
  const year = { fromDay: '2026-01-01', calibrationUntilDay: '2026-06-30', untilDay: '2026-09-30' };
  return {
    'POST /ops/analytics/prediction/fits': adds(async () => () => {
      return operator.post('/ops/analytics/prediction/fits', year);
    }),
    'POST /ops/analytics/event-packs/rebuild': adds(async () => () => {
      return operator.post('/ops/analytics/event-packs/rebuild');
    }),
  };
}
