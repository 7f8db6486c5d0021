import { Injectable } from '@nestjs/common';
import {
  assert,
  beijingDay,
  beijingDayStart,
  beijingMonthStart,
  daysAfter,
  growthKept,
  growthOf,
  multiplierBpsAt,
  multiplierOf,
  RULED_SOURCES,
  type Fen,
  type GrowthRule,
  type GrowthSource,
  type RuledSource,
} from '@siyu/shared';
import { registeredAt } from '../../identity/registered-at.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import type { Tx } from '../../platform/transaction.js';
import { MemberBenefits } from '../benefits/member-benefits.service.js';
import { insertMember, lockMember, type MemberRow } from '../members/member.store.js';
import { Rules, tierAtStep } from '../rules/membership-rules.js';
import { Tiers } from '../tiers/tiers.service.js';
import { givenSince, growthByKey, insertGrowth, takenBackOf } from './growth-event.store.js';

/** Growth to be given: by the shop's rule for its source, or an amount of its own. */
export interface GrowthOrder {
  shopperId: string;
  source: GrowthSource;
  /** With the source, counts it once for ever; at most 64 characters. */
  key: string;
  /** When it counts from. */
  at: Date;
  /** An amount of its own; left out where the rule decides. */
  growth?: number;
  /** What was paid; for a source whose rule gives by the yuan. */
  paidFen?: Fen;
  orderId?: string;
  reason?: string;
}

/** The one place where growth is given and taken back, whoever it is for. */
@Injectable()
export class Growth {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly benefits: MemberBenefits,
    private readonly tiers: Tiers,
  ) {}

  /**
   * Gives growth, once per source and key, in the caller's transaction; the member's tier follows
   * at once. Answers what was given, also when that is nothing or was given before.
   */
  async grant(tx: Tx, order: GrowthOrder): Promise<number> {
    const member = await this.lock(tx, order.shopperId);
    const before = await growthByKey(tx, order.source, order.key);
    if (before) return before.growth;
    const growth = order.growth ?? (await this.byRule(tx, member, order));
    const { shopperId, source, key: reference, at } = order;
    const recordedAt = this.clock.now();
    await insertGrowth(tx, {
      ...{ id: newId(recordedAt), shopperId, source, reference, at, growth, recordedAt },
      ...{ paidFen: order.paidFen ?? null, orderId: order.orderId ?? null },
      ...{ takesBack: null, reason: order.reason ?? null },
    });
    if (growth !== 0) await this.tiers.derive(tx, member);
    return growth;
  }

  /**
   * Takes back what was given under a key, as far as no more than `leftFen` of its payment is left;
   * all of it where nothing is said of that. It counts at the time of what it takes back, so that
   * what was lifted by that alone falls at once. Safe to repeat under the same `reference`.
   */
  async takeBack(
    tx: Tx,
    { shopperId, source, key }: Pick<GrowthOrder, 'shopperId' | 'source' | 'key'>,
    { reference, leftFen }: { reference: string; leftFen?: Fen },
  ): Promise<void> {
    const member = await this.lock(tx, shopperId);
    const given = await growthByKey(tx, source, key);
    if (!given || (await growthByKey(tx, source, reference))) return;
    const keeps =
      leftFen === undefined ? 0 : growthKept(given.growth, given.paidFen ?? leftFen, leftFen);
    const growth = keeps - given.growth + (await takenBackOf(tx, given.id));
    if (growth >= 0) return;
    const recordedAt = this.clock.now();
    await insertGrowth(tx, {
      ...{ id: newId(recordedAt), shopperId, source, reference, at: given.at, growth, recordedAt },
      ...{ paidFen: null, orderId: given.orderId, takesBack: given.id, reason: null },
    });
    await this.tiers.derive(tx, member);
  }

  /** Takes back all that was given under a key for an order; nothing where another gave it. */
  async takeBackOfOrder(
    tx: Tx,
    given: Pick<GrowthOrder, 'shopperId' | 'source' | 'key'>,
    { orderId, refundId }: { orderId: string; refundId: string },
  ): Promise<void> {
    const known = await growthByKey(tx, given.source, given.key);
    if (known?.orderId !== orderId) return;
    await this.takeBack(tx, given, { reference: `${orderId}:${refundId}` });
  }

  /** A member's row, held until the transaction ends; made where there is none yet. */
  async lock(tx: Tx, shopperId: string): Promise<MemberRow> {
    const found = await lockMember(tx, shopperId);
    if (found) return found;
    const { rules, ladderVersion } = await this.rules.read(tx);
    const lowest = tierAtStep(rules, 0).id;
    await insertMember(tx, shopperId, lowest, ladderVersion, registeredAt(shopperId));
    const made = await lockMember(tx, shopperId);
    assert(made !== null, 'a member just made is there');
    return made;
  }

  private async byRule(tx: Tx, member: MemberRow, order: GrowthOrder): Promise<number> {
    const { rules } = await this.rules.current(tx);
    const rule = isRuled(order.source) ? rules.growth.sources[order.source] : undefined;
    if (!rule) return 0;
    const { shopperId, source, at } = order;
    const held = await this.benefits.heldBy(tx, member, at);
    const ofMember = multiplierOf(held, 'growth-multiplier');
    const multiplierBps = multiplierBpsAt(rules.growth, ofMember, at);
    const given = isLimited(rule)
      ? await givenSince(tx, shopperId, source, spanOf(at))
      : { today: 0, thisMonth: 0 };
    return growthOf(rule, order.paidFen ?? null, given, multiplierBps);
  }
}

function isRuled(source: GrowthSource): source is RuledSource {
  return (RULED_SOURCES as readonly string[]).includes(source);
}

function isLimited({ dayMax, monthMax }: GrowthRule): boolean {
  return dayMax !== null || monthMax !== null;
}

/** The Beijing day and month that limits count over. */
function spanOf(at: Date): { day: Date; month: Date; until: Date } {
  const day = beijingDayStart(beijingDay(at));
  return { day, month: beijingMonthStart(at), until: daysAfter(day, 1) };
}
