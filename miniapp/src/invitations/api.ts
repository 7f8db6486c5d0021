import type { InvitationReward, Invitations, Page } from '@siyu/shared';
import { call } from '@/platform/http';

export const readInvitations = () => call<Invitations>('/shop/invitations');

export const readRewards = (cursor: string | null) =>
  call<Page<InvitationReward>>('/shop/invitations/rewards', {
    query: { cursor: cursor ?? undefined },
  });
