import type { ChannelSettlement } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { aChannel, agedBy, rewritten, settledUntil } from '../../factories/channel.js';
import type { TestOperator } from '../../factories/operator.js';
import type { TestShop } from '../../factories/shop.js';

/** For each thing that must hold of channels, one way to break it. */
export const CHANNEL_BREAKS: Readonly<Record<string, string>> = {
  'a channel’s statement is the sum of its lines':
    'UPDATE channel_settlement SET total_fen = total_fen + 1, payable_fen = payable_fen + 1',
  'a channel’s statements follow one another, each with what the last one left':
    'UPDATE channel_settlement SET carried_fen = -1, carry_fen = -1',
  'all statements of a day come to what the last of them said it is owed':
    'UPDATE channel_settlement_line SET owed_fen = owed_fen + 1',
  'a channel’s code is its link, withdrawn while it is closed and not otherwise':
    "UPDATE channel SET state = 'closed'",
};

/** A channel that is open and settled twice, and one that is closed. */
export async function channelsOfEveryKind(
  shop: TestShop,
  operator: TestOperator,
): Promise<ChannelSettlement[]> {
  const { id: closed } = await aChannel(operator);
  await rewritten(operator, closed, { state: 'closed' });
  const days = { fromDay: '2026-01-01', untilDay: '2026-12-31' };
  const { id } = await aChannel(operator, { cost: { kind: 'fixed', fen: fen(10_000), ...days } });
  await agedBy(shop, id, 4);
  return [await settledUntil(shop, operator, id, -3), await settledUntil(shop, operator, id, -1)];
}
