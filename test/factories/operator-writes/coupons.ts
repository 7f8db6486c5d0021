import type { CodeBatch } from '@siyu/shared';
import { claimed, couponCampaign } from '../coupon.js';
import { aBuyer } from '../purchase.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

export function couponWrites({ shop, operator, buyer }: World): OperatorWrites {
  const byCode = async () => {
    const { id } = await couponCampaign(shop, operator, { claim: 'code' });
    return { campaignId: id, codes: 1 };
  };
  return {
    'POST /ops/campaigns/:id/coupon-revocations': changes(async () => {
      const campaign = await couponCampaign(shop, operator);
      await claimed(await aBuyer(shop), campaign);
      const path = `/ops/campaigns/${campaign.id}/coupon-revocations`;
      return () => operator.post(path, { couponIds: null });
    }),
    'POST /ops/coupon-grants': adds(async () => {
      const { id } = await couponCampaign(shop, operator, { claim: 'granted' });
      const recipients = [buyer.id];
      return () => operator.post('/ops/coupon-grants', { campaignId: id, recipients });
    }),
    'POST /ops/coupon-batches': adds(async () => {
      const batch = await byCode();
      return () => operator.post('/ops/coupon-batches', batch);
    }),
    'POST /ops/coupon-batches/:id/revocation': changes(async () => {
      const { id } = await operator.post<CodeBatch>('/ops/coupon-batches', await byCode());
      return () => operator.post(`/ops/coupon-batches/${id}/revocation`);
    }),
  };
}
