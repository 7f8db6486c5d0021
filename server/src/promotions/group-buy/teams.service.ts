import { Injectable } from '@nestjs/common';
import {
  heirOf,
  ladderOffBps,
  refusalToJoin,
  seatsOf,
  teamOutcome,
  warnAt,
  type GroupBuyRule,
  type TeamState,
} from '@siyu/shared';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { newId } from '../../platform/new-id.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import '../campaigns/promotion.events.js';
import { insertSeat, moveSeat, noteReturned, takenSeats, type SeatRow } from './team-seat.store.js';
import './team.events.js';
import {
  endTeam,
  findTeam,
  insertTeam,
  noteWarned,
  takeSeat,
  writeTeam,
  type TeamRow,
} from './team.store.js';

const HOUR_MS = 3_600_000;
/** What shoppers read of money that comes back. */
const WHY_FAILED = '拼团未成功，自动退款';
const WHY_LOWERED = '拼团阶梯价返还差价';

/** What a team is opened for. */
export interface Opening {
  campaignId: string;
  rule: GroupBuyRule;
  productId: string;
  skuId: string;
  leaderId: string;
}

/**
 * What happens to a team and its seats. A team's row is locked before its seats are touched, and
 * whoever finds its deadline passed closes it first: one instant has one outcome, whether a sweep
 * or a payment comes first (case 05).
 */
@Injectable()
export class Teams {
  constructor(
    private readonly outbox: Outbox,
    private readonly skus: SkuFacts,
  ) {}

  /** A new team with its leader's seat to be filled; it lives as long as the rule says from now. */
  async open(
    tx: Tx,
    { campaignId, rule, productId, skuId, leaderId }: Opening,
    as: 'held' | 'paid',
    now: Date,
  ): Promise<TeamRow> {
    const { size, ladder, newcomersJoin, latePayer, systemCompletesFromBps } = rule;
    const expiresAt = new Date(now.getTime() + rule.hours * HOUR_MS);
    const team: TeamRow = {
      ...{ id: newId(now), campaignId, productId, skuId, leaderId, state: 'forming', size },
      ...{ seatsMax: seatsOf(rule), locked: 1, paid: as === 'paid' ? 1 : 0 },
      terms: { ladder, newcomersJoin, latePayer, systemCompletesFromBps },
      ...{ completedBySystem: false, openedAt: now, expiresAt, closedAt: null },
      warnAt: warnAt(now, expiresAt),
    };
    await insertTeam(tx, team);
    return team;
  }

  /**
   * Takes a seat for an order that is not paid yet. Whether this shopper may was asked by the quote
   * in the same transaction; whether there is a seat is decided here.
   * @throws Refusal GROUP_NOT_FOUND, GROUP_FULL, GROUP_EXPIRED, GROUP_ALREADY_JOINED
   */
  async join(
    tx: Tx,
    teamId: string,
    { orderId, shopperId }: { orderId: string; shopperId: string },
    now: Date,
  ): Promise<void> {
    if (!(await takeSeat(tx, teamId, 'held', now))) {
      const team = await findTeam(tx, teamId);
      const stranger = { isMember: false, isNewcomer: true };
      const why = team ? refusalToJoin(team, stranger, now) : 'GROUP_NOT_FOUND';
      throw new Refusal(why ?? 'GROUP_FULL', { teamId });
    }
    const seat = { orderId, teamId, shopperId, state: 'held' as const };
    await insertSeat(tx, { ...seat, paidAt: null, returnedAt: null });
  }

  /** The seat of a locked, forming team is paid: it counts, and may have been the last. */
  async pay(tx: Tx, team: TeamRow, seat: SeatRow, now: Date): Promise<TeamRow> {
    await moveSeat(tx, seat, 'paid', { paidAt: now });
    const after = { ...team, paid: team.paid + 1 };
    await writeTeam(tx, after);
    return this.closeIfOver(tx, after, now);
  }

  /**
   * A seat is given up. While the team forms it is free for another; the leader's leaving passes
   * leadership on and changes no deadline (case 06), and a team that nobody is left to lead fails
   * (case 07). A team that is over keeps its members, and notes whose money went back (case 08).
   */
  async free(tx: Tx, team: TeamRow, seat: SeatRow, now: Date): Promise<TeamRow> {
    if (seat.state === 'freed') return team;
    const wasPaid = seat.state === 'paid';
    if (wasPaid && team.state !== 'forming') {
      await noteReturned(tx, seat, now);
      return team;
    }
    await moveSeat(tx, seat, 'freed', { returnedAt: wasPaid ? now : null });
    const heirId = await this.leaderAfter(tx, team, seat.shopperId);
    const left = {
      ...{ ...team, locked: team.locked - 1, paid: team.paid - (wasPaid ? 1 : 0) },
      leaderId: heirId ?? team.leaderId,
    };
    await writeTeam(tx, left);
    const isDeserted = team.state === 'forming' && heirId === null;
    return isDeserted ? this.close(tx, left, 'failed', now) : left;
  }

  /** Closes a locked team whose time is over or whose seats are all paid; answers it as it is then. */
  async closeIfOver(tx: Tx, team: TeamRow, now: Date): Promise<TeamRow> {
    const outcome = teamOutcome(team, now);
    return outcome === team.state ? team : this.close(tx, team, outcome, now);
  }

  /** Tells the members of a locked, forming team that its time runs out. */
  async warn(tx: Tx, team: TeamRow): Promise<void> {
    await noteWarned(tx, team.id);
    const members = membersOf(await takenSeats(tx, team.id));
    const missing = Math.max(0, team.size - team.paid);
    if (members.length === 0 || missing === 0) return;
    const goods = await this.goodsOf(tx, team);
    await this.outbox.add(tx, 'team.expiring', { teamId: team.id, goods, members, missing });
  }

  /** Who leads once this shopper has left; null when nobody who has paid is left. */
  private async leaderAfter(tx: Tx, team: TeamRow, leaving: string): Promise<string | null> {
    if (team.leaderId !== leaving) return team.leaderId;
    const seats = await takenSeats(tx, team.id);
    return heirOf(
      seats.flatMap(({ orderId, shopperId, paidAt }) =>
        paidAt ? [{ orderId, shopperId, paidAt }] : [],
      ),
    );
  }

  private async close(tx: Tx, team: TeamRow, state: TeamState, now: Date): Promise<TeamRow> {
    const completedBySystem = state === 'succeeded' && team.paid < team.size;
    await endTeam(tx, team, { state, completedBySystem, closedAt: now });
    const seats = await takenSeats(tx, team.id);
    const after = { ...team, state, completedBySystem, closedAt: now };
    await this.settleOrders(tx, after, seats);
    const members = membersOf(seats);
    if (members.length > 0) {
      const goods = await this.goodsOf(tx, team);
      const news = { teamId: team.id, goods, members };
      await this.outbox.add(tx, state === 'succeeded' ? 'team.succeeded' : 'team.failed', news);
    }
    return after;
  }

  /** Its paid orders are sent, or go back; those that are not paid have nothing left to join. */
  private async settleOrders(tx: Tx, team: TeamRow, seats: readonly SeatRow[]): Promise<void> {
    const paid = membersOf(seats).map((member) => member.orderId);
    const unpaid = seats.filter((seat) => seat.state === 'held');
    if (team.state === 'succeeded') {
      await this.outbox.add(tx, 'promotion.gathered', { orderIds: paid });
      const offBps = ladderOffBps(team.terms, team.paid);
      for (const orderId of offBps > 0 ? paid : []) {
        await this.outbox.add(tx, 'promotion.price-lowered', { orderId, offBps, why: WHY_LOWERED });
      }
    } else {
      for (const orderId of paid) await this.giveBack(tx, orderId);
    }
    for (const { orderId } of unpaid) await this.outbox.add(tx, 'promotion.withdrawn', { orderId });
  }

  /** Named after what the leader bought. */
  private async goodsOf(tx: Tx, { skuId }: TeamRow): Promise<string> {
    return (await this.skus.find(tx, [skuId])).get(skuId)?.title ?? '';
  }

  /** A paid order that has no team goes back whole. */
  giveBack(tx: Tx, orderId: string): Promise<void> {
    return this.outbox.add(tx, 'promotion.fell-through', { orderId, why: WHY_FAILED });
  }
}

function membersOf(seats: readonly SeatRow[]): { orderId: string; shopperId: string }[] {
  return seats
    .filter((seat) => seat.state === 'paid')
    .map(({ orderId, shopperId }) => ({ orderId, shopperId }));
}
