import { aChannel, aChannelInput, agedBy, settledUntil } from '../channel.js';
import { broughtBy } from '../referral.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** Where codes are put. */
export function channelWrites({ shop, operator }: World): OperatorWrites {
  const path = '/ops/channels';
  return {
    [`POST ${path}`]: adds(async () => () => operator.post(path, aChannelInput())),
    [`PUT ${path}/:id`]: changes(async () => {
      const { id, version, channel } = await aChannel(operator);
      return () =>
        operator.put(`${path}/${id}`, { version, channel: { ...channel, name: '门店台卡' } });
    }),
    [`POST ${path}/:id/settlements`]: adds(async () => {
      const { id } = await aChannel(operator);
      await agedBy(shop, id, 1);
      return () => settledUntil(shop, operator, id, -1);
    }),
    'POST /ops/staff/:id/customers/:shopperId/notes': adds(async () => {
      const { id, code } = await aChannel(operator, { kind: 'staff' });
      const { id: shopperId } = await broughtBy(shop, { code });
      const body = { note: '已电话回访' };
      return () => operator.post(`/ops/staff/${id}/customers/${shopperId}/notes`, body);
    }),
  };
}
