import { Injectable } from '@nestjs/common';
import {
  findingsOf,
  type OpsProgramme,
  type ProgrammeFinding,
  type ReferralProgrammeInput,
} from '@siyu/shared';
import { LiveCampaigns } from '../../promotions/campaigns/live-campaigns.js';

/** Why, with the source of each rule. */
const WHY: Record<ProgrammeFinding, string> = {
  ENDED: '活动时间已过',
  RULES_TOO_SHORT: '须公示完整规则：对象、条件、奖励、上限与时间（微信小程序运营规范 5.1）',
  REWARDS_SHARING:
    '不得因分享、转发行为本身给予奖励，只能奖励好友的真实行为（微信小程序运营规范 5.1）',
  REWARDS_BY_LOT: '邀请奖励须事先确定，不得抽奖或随机发放（微信小程序运营规范 5.1）',
  COUPON_NOT_OFFERED: '奖励的券活动尚未发布，发不出券',
};

/** What speaks against publishing a programme; any of it keeps it from being published. */
@Injectable()
export class ProgrammePolicy {
  constructor(private readonly campaigns: LiveCampaigns) {}

  async of(programme: ReferralProgrammeInput, now: Date): Promise<OpsProgramme['findings']> {
    const found = findingsOf(programme, now);
    const offered = await Promise.all(couponsOf(programme).map((id) => this.isOffered(id)));
    if (offered.includes(false)) found.push('COUPON_NOT_OFFERED');
    return found.map((code) => ({ code, why: WHY[code] }));
  }

  private async isOffered(campaignId: string): Promise<boolean> {
    return (await this.campaigns.find(campaignId))?.input.kind === 'coupon';
  }
}

function couponsOf({ offers }: ReferralProgrammeInput): string[] {
  return offers.flatMap(({ gift }) => (gift.kind === 'coupon' ? [gift.campaignId] : []));
}
