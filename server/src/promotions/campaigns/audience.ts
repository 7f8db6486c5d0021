import { Inject, Injectable } from '@nestjs/common';
import { assert, type Address, type Audience, type RefusalCode } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

/** Where an order goes, as far as it says who it is for. */
export type Delivery = Pick<Address, 'province' | 'city' | 'district' | 'detail' | 'phone'>;

/** Whether someone has yet to place a first order; implemented by the newcomer kind. */
export abstract class NewcomerStatus {
  /** With where it would be sent to, also whether somebody there has had a first order. */
  abstract isNewcomer(
    db: Db,
    shopperId: string,
    now: Date,
    delivery?: Delivery | null,
  ): Promise<boolean>;
}

type TierOf = (db: Db, shopperId: string, now: Date) => Promise<string>;

/** Which tier someone has; membership stands above and registers the answer at start. */
@Injectable()
export class MemberTiers {
  private answer: TierOf | null = null;

  register(answer: TierOf): void {
    this.answer = answer;
  }

  tierOf(...asked: Parameters<TierOf>): Promise<string> {
    assert(this.answer, 'nobody answers for tiers');
    return this.answer(...asked);
  }
}

/** How someone stands towards audiences; what none of them asks for is left at its default. */
export interface Standing {
  isNewcomer: boolean;
  tierId: string | null;
}

export interface WhoAsks {
  shopperId: string;
  now: Date;
  delivery?: Delivery | null;
}

/** Finds out whom campaigns are for, each question at most once for all of them. */
@Injectable()
export class Audiences {
  constructor(
    @Inject(NewcomerStatus) private readonly newcomers: NewcomerStatus,
    private readonly tiers: MemberTiers,
  ) {}

  async standingOf(
    db: Db,
    { shopperId, now, delivery = null }: WhoAsks,
    audiences: readonly Audience[],
  ): Promise<Standing> {
    const asksForFirst = audiences.some((one) => one === 'newcomers' || one === 'returning');
    const asksForTier = audiences.some(isOfTiers);
    return {
      isNewcomer: asksForFirst && (await this.newcomers.isNewcomer(db, shopperId, now, delivery)),
      tierId: asksForTier ? await this.tiers.tierOf(db, shopperId, now) : null,
    };
  }
}

/** Whether a campaign is for this person. */
export function isFor(audience: Audience, { isNewcomer, tierId }: Standing): boolean {
  if (isOfTiers(audience)) return tierId !== null && audience.tiers.includes(tierId);
  if (audience === 'newcomers') return isNewcomer;
  return audience === 'returning' ? !isNewcomer : true;
}

/** Why it is not for this person, or null. */
export function refusalOfAudience(audience: Audience, standing: Standing): RefusalCode | null {
  if (isFor(audience, standing)) return null;
  if (isOfTiers(audience)) return 'MEMBERS_ONLY';
  return audience === 'newcomers' ? 'NEWCOMERS_ONLY' : 'FORBIDDEN';
}

function isOfTiers(audience: Audience): audience is Exclude<Audience, string> {
  return typeof audience === 'object';
}
