import type { InvitationReward, OpsProgramme, Page, ReferralProgrammeInput } from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import type { Client } from './http.js';

const RULES =
  '好友通过你的链接首次进入并完成首单，订单过售后期后，你与好友各得奖励；全额退款则奖励作废；每人每日与累计有上限。';

/** Points for the inviter and a bonus for the friend when the friend's first order is paid. */
export function aProgramme(over: Partial<ReferralProgrammeInput> = {}): ReferralProgrammeInput {
  return {
    ...{ name: '邀请有礼', rulesText: RULES, orderMinFen: fen(5_000) },
    ...{ startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2027-11-01T00:00:00.000Z' },
    ...{ rewardsMax: 100, rewardsPerDayMax: 10 },
    offers: [
      { action: 'first-paid', side: 'inviter', gift: { kind: 'points', points: 500 } },
      { action: 'first-paid', side: 'friend', gift: { kind: 'bonus', bonusFen: fen(800) } },
    ],
    ...over,
  };
}

/** Published in the place of whichever was. */
export async function publishedProgramme(
  operator: Pick<Client, 'get' | 'post'>,
  over: Partial<ReferralProgrammeInput> = {},
): Promise<OpsProgramme> {
  const path = '/ops/referral-programmes';
  const { items } = await operator.get<Page<OpsProgramme>>(path);
  for (const { id, version, state } of items) {
    if (state === 'published') await operator.post(`${path}/${id}/pause`, { version });
  }
  const { id, version } = await operator.post<OpsProgramme>(path, aProgramme(over));
  return operator.post<OpsProgramme>(`${path}/${id}/publish`, { version });
}

/** Somebody's rewards, the newest first. */
export async function rewardsOf(shopper: Pick<Client, 'get'>): Promise<InvitationReward[]> {
  return (await shopper.get<Page<InvitationReward>>('/shop/invitations/rewards')).items;
}
