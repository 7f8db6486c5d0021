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

/** What channels know: whom they brought, and which of them there are. */
interface ChannelAnswers {
  channelsOf: (db: Db, shopperId: string, now: Date) => Promise<ReadonlySet<string>>;
  knownOf: (db: Db, ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Which channels someone came by; channels stand above and register the answers at start. */
@Injectable()
export class ChannelCustomers {
  private answers: ChannelAnswers | null = null;

  register(answers: ChannelAnswers): void {
    this.answers = answers;
  }

  channelsOf(...asked: Parameters<ChannelAnswers['channelsOf']>): Promise<ReadonlySet<string>> {
    assert(this.answers, 'nobody answers for channels');
    return this.answers.channelsOf(...asked);
  }

  /** Those of them that exist. */
  knownOf(...asked: Parameters<ChannelAnswers['knownOf']>): Promise<ReadonlySet<string>> {
    assert(this.answers, 'nobody answers for channels');
    return this.answers.knownOf(...asked);
  }
}

/** What segments know: which of them somebody is in, and which of them there are. */
interface SegmentAnswers {
  segmentsOf: (db: Db, shopperId: string) => Promise<ReadonlySet<string>>;
  knownOf: (db: Db, ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Which segments someone is in; segments stand above and register the answers at start. */
@Injectable()
export class SegmentMembers {
  private answers: SegmentAnswers | null = null;

  register(answers: SegmentAnswers): void {
    this.answers = answers;
  }

  segmentsOf(...asked: Parameters<SegmentAnswers['segmentsOf']>): Promise<ReadonlySet<string>> {
    assert(this.answers, 'nobody answers for segments');
    return this.answers.segmentsOf(...asked);
  }

  /** Those of them that exist. */
  knownOf(...asked: Parameters<SegmentAnswers['knownOf']>): Promise<ReadonlySet<string>> {
    assert(this.answers, 'nobody answers for segments');
    return this.answers.knownOf(...asked);
  }
}

/** How someone stands towards audiences; what none of them asks for is left at its default. */
export interface Standing {
  isNewcomer: boolean;
  tierId: string | null;
  channelIds: ReadonlySet<string>;
  segmentIds: ReadonlySet<string>;
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
    private readonly channels: ChannelCustomers,
    private readonly segments: SegmentMembers,
  ) {}

  async standingOf(
    db: Db,
    { shopperId, now, delivery = null }: WhoAsks,
    audiences: readonly Audience[],
  ): Promise<Standing> {
    const asksForFirst = audiences.some((one) => one === 'newcomers' || one === 'returning');
    const asksForTier = audiences.some(isOfTiers);
    const asksForChannel = audiences.some(isOfChannels);
    const asksForSegment = audiences.some(isOfSegments);
    return {
      isNewcomer: asksForFirst && (await this.newcomers.isNewcomer(db, shopperId, now, delivery)),
      tierId: asksForTier ? await this.tiers.tierOf(db, shopperId, now) : null,
      channelIds: asksForChannel
        ? await this.channels.channelsOf(db, shopperId, now)
        : new Set<string>(),
      segmentIds: asksForSegment
        ? await this.segments.segmentsOf(db, shopperId)
        : new Set<string>(),
    };
  }
}

/** Whether a campaign is for this person. */
export function isFor(audience: Audience, standing: Standing): boolean {
  const { isNewcomer, tierId, channelIds, segmentIds } = standing;
  if (isOfTiers(audience)) return tierId !== null && audience.tiers.includes(tierId);
  if (isOfChannels(audience)) return audience.channels.some((id) => channelIds.has(id));
  if (isOfSegments(audience)) return audience.segments.some((id) => segmentIds.has(id));
  if (audience === 'newcomers') return isNewcomer;
  return audience === 'returning' ? !isNewcomer : true;
}

/** Why it is not for this person, or null. */
export function refusalOfAudience(audience: Audience, standing: Standing): RefusalCode | null {
  if (isFor(audience, standing)) return null;
  if (isOfTiers(audience)) return 'MEMBERS_ONLY';
  if (isOfChannels(audience)) return 'CHANNEL_ONLY';
  if (isOfSegments(audience)) return 'SEGMENT_ONLY';
  return audience === 'newcomers' ? 'NEWCOMERS_ONLY' : 'FORBIDDEN';
}

function isOfTiers(audience: Audience): audience is Extract<Audience, { tiers: unknown }> {
  return typeof audience === 'object' && 'tiers' in audience;
}

export function isOfChannels(
  audience: Audience,
): audience is Extract<Audience, { channels: unknown }> {
  return typeof audience === 'object' && 'channels' in audience;
}

export function isOfSegments(
  audience: Audience,
): audience is Extract<Audience, { segments: unknown }> {
  return typeof audience === 'object' && 'segments' in audience;
}
