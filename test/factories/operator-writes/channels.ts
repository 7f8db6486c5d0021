import { aChannel, aChannelInput, agedBy, settledUntil } from '../channel.js';
import { codesAsked, fileAsked } from '../channel-codes.js';
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
    'POST /ops/channel-code-batches': adds(async () => {
      const { id } = await aChannel(operator);
      return () => codesAsked(operator, [id]);
    }),
    'POST /ops/channel-code-batches/file': adds(
      async () => () => fileAsked(shop, operator, '渠道\n门店\n'),
    ),
    'POST /ops/channel-code-batches/:id/retry': changes(async () => {
      const { id } = await codesAsked(operator, [(await aChannel(operator)).id]);
      await shop.db.query(
        "UPDATE channel_code SET state = 'failed', refusal = 'WECHAT_UNAVAILABLE' WHERE batch_id = ?",
        [id],
      );
      return () => operator.post(`/ops/channel-code-batches/${id}/retry`);
    }),
    'POST /ops/staff/:id/customers/:shopperId/notes': adds(async () => {
      const { id, code } = await aChannel(operator, { kind: 'staff' });
      const { id: shopperId } = await broughtBy(shop, { code });
      const body = { note: '已电话回访' };
      return () => operator.post(`/ops/staff/${id}/customers/${shopperId}/notes`, body);
    }),
  };
}
