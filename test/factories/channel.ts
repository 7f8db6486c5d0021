import type { Channel, ChannelInput } from '@siyu/shared';
import type { TestOperator } from './operator.js';

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
