import type { OpsPointsShopItem, VersionedPointsSettings } from '@siyu/shared';
import { couponCampaign } from '../coupon.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** Rules of points, what is given by hand, and what is had for them. */
export function pointsWrites({ shop, buyer, operator }: World): OperatorWrites {
  const settings = '/ops/points/settings';
  const items = '/ops/points/shop-items';
  const anItem = async () => {
    const { id: campaignId } = await couponCampaign(shop, operator);
    return { campaignId, points: 200, perPersonMax: 1, stock: 5, isOffered: true };
  };
  return {
    [`PUT ${settings}`]: changes(async () => {
      const known = await operator.get<VersionedPointsSettings>(settings);
      const next = { ...known.settings, noticeDays: known.settings.noticeDays + 1 };
      return () => operator.put(settings, { version: known.version, settings: next });
    }),
    'POST /ops/points/adjustments': changes(async () => () => {
      const body = { shopperId: buyer.id, points: 10, reason: '补发' };
      return operator.post('/ops/points/adjustments', body);
    }),
    [`POST ${items}`]: adds(async () => {
      const item = await anItem();
      return () => operator.post(items, item);
    }),
    [`PUT ${items}/:id`]: changes(async () => {
      const item = await anItem();
      const { id, version } = await operator.post<OpsPointsShopItem>(items, item);
      const edit = { version, item: { ...item, stock: 6 } };
      return () => operator.put(`${items}/${id}`, edit);
    }),
  };
}
