import { fen, type Campaign } from '@siyu/shared';
import { aCampaign, published } from '../campaign.js';
import { aHandle } from '../purchase.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

const RULE = {
  counts: 'fen' as const,
  tiers: [{ from: 10_000, reduction: { kind: 'amount' as const, offFen: fen(1_000) } }],
  repeats: false,
};

export function campaignWrites({ shop, operator }: World): OperatorWrites {
  const input = () => aCampaign(shop, { name: aHandle(), kind: 'full-reduction', rule: RULE });
  const drafted = () => operator.post<Campaign>('/ops/campaigns', input());
  const offered = () => published(shop, input(), operator);
  return {
    'POST /ops/campaigns': adds(async () => drafted),
    'POST /ops/campaigns/:id/clone': adds(async () => {
      const { id } = await drafted();
      return () => operator.post(`/ops/campaigns/${id}/clone`);
    }),
    'PUT /ops/campaigns/:id': changes(async () => {
      const { id, version } = await drafted();
      return () => operator.put(`/ops/campaigns/${id}`, { version, campaign: input() });
    }),
    'POST /ops/campaigns/:id/publish': changes(async () => {
      const { id } = await drafted();
      return () => operator.post(`/ops/campaigns/${id}/publish`);
    }),
    'POST /ops/campaigns/:id/pause': changes(async () => {
      const { id } = await offered();
      return () => operator.post(`/ops/campaigns/${id}/pause`);
    }),
    'POST /ops/campaigns/:id/end': changes(async () => {
      const { id } = await offered();
      return () => operator.post(`/ops/campaigns/${id}/end`);
    }),
  };
}
