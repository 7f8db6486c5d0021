import type { Channel, ChannelInput, ChannelSettlement } from '@siyu/shared';
import { beijingDay, daysAfter } from '../../shared/src/beijing-time.js';
import type { TestOperator } from './operator.js';
import type { TestShop } from './shop.js';

/** A channel as an operator writes it: a parcel card that leads home and costs nothing. */
export function aChannelInput(given: Partial<ChannelInput> = {}): ChannelInput {
  return {
    name: '包裹卡',
    kind: 'parcel-card',
    ownerName: '小林',
    state: 'open',
    landing: { page: 'home', targetId: null },
    cost: { kind: 'none' },
    welcomeCampaignId: null,
    ...given,
  };
}

export function aChannel(
  operator: Pick<TestOperator, 'post'>,
  given: Partial<ChannelInput> = {},
): Promise<Channel> {
  return operator.post<Channel>('/ops/channels', aChannelInput(given));
}

/** The channel with some of it rewritten. */
export async function rewritten(
  operator: Pick<TestOperator, 'get' | 'put'>,
  id: string,
  over: Partial<ChannelInput>,
): Promise<Channel> {
  const { version, channel } = await operator.get<Channel>(`/ops/channels/${id}`);
  return operator.put<Channel>(`/ops/channels/${id}`, {
    version,
    channel: { ...channel, ...over },
  });
}

/** The channel was opened, and its cost agreed, so many days earlier than it was. */
export async function agedBy(shop: TestShop, id: string, days: number): Promise<void> {
  const sql = 'UPDATE channel SET created_at = created_at - INTERVAL ? DAY WHERE id = ?';
  await shop.db.query(sql, [days, id]);
  await shop.db.query('UPDATE channel_cost SET from_day = ? WHERE channel_id = ?', [
    ...[daysFromNow(shop, -days), id],
  ]);
}

/** Closes the channel’s statement until the Beijing day that is so many from today. */
export function settledUntil(
  shop: TestShop,
  operator: Pick<TestOperator, 'post'>,
  id: string,
  days: number,
): Promise<ChannelSettlement> {
  const untilDay = daysFromNow(shop, days);
  return operator.post<ChannelSettlement>(`/ops/channels/${id}/settlements`, { untilDay });
}

/** The Beijing day so many days from today. */
export function daysFromNow(shop: TestShop, days: number): string {
  return beijingDay(daysAfter(shop.clock.now(), days));
}
