import type { Address, CampaignInput, RefusalCode } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

/** Where an order goes, as far as it says who it is for. */
export type Delivery = Pick<Address, 'province' | 'city' | 'district' | 'detail' | 'phone'>;

/** Whether someone has yet to place a first order; implemented by the newcomer kind. */
export abstract class NewcomerStatus {
  /** With where it would be sent to, also whether somebody there has had a first order. */
  abstract isNewcomer(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    now: Date,
    delivery?: Delivery | null,
  ): Promise<boolean>;
}

/** Whether a campaign is for this person, asked at most once for all of them. */
export function isFor(audience: CampaignInput['audience'], isNewcomer: boolean): boolean {
  if (audience === 'newcomers') return isNewcomer;
  return audience === 'returning' ? !isNewcomer : true;
}

/** Why it is not for this person, or null. */
export function refusalOfAudience(
  audience: CampaignInput['audience'],
  isNewcomer: boolean,
): RefusalCode | null {
  if (isFor(audience, isNewcomer)) return null;
  return audience === 'newcomers' ? 'NEWCOMERS_ONLY' : 'FORBIDDEN';
}
