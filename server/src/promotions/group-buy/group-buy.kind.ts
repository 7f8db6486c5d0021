import { Inject, Injectable } from '@nestjs/common';
import { assert, refusalToJoin, type RefusalCode } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { NewcomerStatus } from '../campaigns/audience.js';
import { LiveCampaigns } from '../campaigns/live-campaigns.js';
import { finding } from '../campaigns/policy-check.js';
import {
  PromotionKinds,
  type Asking,
  type CampaignOf,
  type Holding,
  type KindOffer,
  type SettledOrder,
  type Through,
} from '../campaigns/promotion-kinds.js';
import { groupBuyAt, isGroupBuy, LatePayers } from './late-payers.service.js';
import { insertSeat, isSeated, seatsOfOrders, type SeatRow } from './team-seat.store.js';
import { findTeam, lockTeam, lockTeams, type TeamRow } from './team.store.js';
import { teamCounts } from './team-report.store.js';
import { Teams } from './teams.service.js';

type Db = Pick<EntityManager, 'query'>;
type GroupBuy = CampaignOf<'group-buy'>;

/**
 * Group buys: a purchase begun on a team's page takes a seat in the order's own transaction, and
 * waits for the team once it is paid. Bought alone, the goods cost what they cost.
 */
@Injectable()
export class GroupBuyKind {
  constructor(
    kinds: PromotionKinds,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly teams: Teams,
    private readonly latePayers: LatePayers,
    @Inject(NewcomerStatus) private readonly newcomers: NewcomerStatus,
  ) {
    kinds.register<'group-buy'>({
      kind: 'group-buy',
      offers: (db, asking, campaigns) => this.offers(db, asking, campaigns),
      opened: (db, through) => this.opened(db, through),
      hold: (tx, holding) => this.hold(tx, holding),
      holdAgain: (tx, holding) => this.holdAgain(tx, holding),
      paid: (tx, orders) => this.paid(tx, orders),
      release: (tx, order) => this.release(tx, order),
      teamsOf: async (db, orderIds) => {
        const seats = await seatsOfOrders(db, orderIds);
        return new Map(seats.map(({ orderId, teamId }) => [orderId, teamId]));
      },
      perPersonMax: ({ rule }) => rule.perPersonMax,
      report: async (db, { id }) => ({ kind: 'group-buy', ...(await teamCounts(db, id)) }),
      policy: async (_db, _id, { rule }) =>
        rule.systemCompletesFromBps === null ? [] : finding('SYSTEM_COMPLETION_SHOWN', null),
    });
  }

  /** A seat: the leader's of a new team, or another of the team named. One product a team. */
  async offers(
    db: Db,
    asking: Asking,
    campaigns: readonly GroupBuy[],
  ): Promise<KindOffer<'group-buy'>[]> {
    const { through, skus } = asking;
    const campaign = campaigns.find(({ id }) => id === through?.campaignId);
    const [first] = skus;
    const isOneProduct = skus.every(({ productId }) => productId === first?.productId);
    if (!through || !campaign || !first || !isOneProduct) return [];
    const { prices, perOrderMax, payWithinMinutes } = campaign.input.rule;
    const seatOf = (seat: 'leader' | 'member') => ({
      rule: { prices, seat },
      ...{ required: true, allowance: perOrderMax },
    });
    const terms = { campaign, payWithinMinutes, waits: true };
    if (through.teamId === null) return [{ ...terms, offer: seatOf('leader') }];
    const team = await findTeam(db, through.teamId);
    if (team?.campaignId !== campaign.id || team.productId !== first.productId) {
      throw new Refusal('GROUP_NOT_FOUND', { teamId: through.teamId });
    }
    const endsAt = team.expiresAt.toISOString();
    const refusal = await this.refusalOf(db, team, asking.shopperId, asking.now);
    return [{ ...terms, offer: { ...seatOf('member'), endsAt }, refusal }];
  }

  /** Why this shopper may not join the team now, or null. Case 13: asked when the order is placed. */
  async refusalOf(
    db: Db,
    team: TeamRow,
    shopperId: string,
    now: Date,
  ): Promise<RefusalCode | null> {
    const isMember = await isSeated(db, team.id, shopperId);
    const isAsked = team.terms.newcomersJoin && !isMember;
    const isNewcomer = !isAsked || (await this.newcomers.isNewcomer(db, shopperId, now));
    return refusalToJoin(team, { isMember, isNewcomer }, now);
  }

  /** Case 11: a campaign may end before its teams, which run to their own deadline. */
  private async opened(db: Db, { teamId }: Through): Promise<GroupBuy | null> {
    const team = teamId === null ? null : await findTeam(db, teamId);
    if (!team) return null;
    const campaign = await this.live.begunIn(db, team.campaignId, team.expiresAt);
    return campaign && isGroupBuy(campaign) ? campaign : null;
  }

  private async hold(tx: Tx, { through, orderId, shopperId, lines, now }: Holding): Promise<void> {
    assert(through, `order ${orderId} takes a seat without a team`);
    if (through.teamId !== null) {
      return this.teams.join(tx, through.teamId, { orderId, shopperId }, now);
    }
    const campaign = await groupBuyAt(this.live, tx, through.campaignId, now);
    const { rule } = campaign?.input ?? {};
    const line = lines.find(({ skuId }) => rule?.prices.some((price) => price.skuId === skuId));
    if (!campaign || !rule || !line) throw new Refusal('CAMPAIGN_NOT_LIVE');
    const { productId, skuId } = line;
    const opening = { campaignId: campaign.id, rule, productId, skuId, leaderId: shopperId };
    const { id: teamId } = await this.teams.open(tx, opening, 'held', now);
    const seat = { orderId, teamId, shopperId, state: 'held' as const };
    await insertSeat(tx, { ...seat, paidAt: null, returnedAt: null });
  }

  /** Paid when its seat was free again for another: back to it, else elsewhere, else refused. */
  private async holdAgain(tx: Tx, { orderId, now }: Holding): Promise<void> {
    const { seat, team } = await this.lockedSeat(tx, orderId);
    const open = await this.teams.closeIfOver(tx, team, now);
    if (await this.latePayers.returnTo(tx, open, seat, now)) return;
    if (await this.latePayers.sitElsewhere(tx, open, seat, now)) return;
    throw new Refusal('GROUP_FULL', { teamId: team.id });
  }

  private async paid(tx: Tx, orders: readonly SettledOrder[]): Promise<void> {
    const now = this.clock.now();
    const seats = await seatsOfOrders(
      tx,
      orders.map(({ orderId }) => orderId),
    );
    const ids = new Set(seats.map(({ teamId }) => teamId));
    const teams = new Map((await lockTeams(tx, [...ids])).map((team) => [team.id, team]));
    for (const seat of seats) {
      const team = teams.get(seat.teamId);
      if (team) teams.set(team.id, await this.seatPaid(tx, team, seat, now));
    }
  }

  private async seatPaid(tx: Tx, found: TeamRow, seat: SeatRow, now: Date): Promise<TeamRow> {
    if (seat.state !== 'held') return found;
    const team = await this.teams.closeIfOver(tx, found, now);
    if (team.state === 'forming') return this.teams.pay(tx, team, seat, now);
    // Case 02: the team was over before the payment came.
    const left = await this.teams.free(tx, team, seat, now);
    const isSeated = await this.latePayers.sitElsewhere(tx, left, seat, now);
    if (!isSeated) await this.teams.giveBack(tx, seat.orderId);
    return left;
  }

  private async release(tx: Tx, { orderId }: SettledOrder): Promise<void> {
    const now = this.clock.now();
    const { seat, team } = await this.lockedSeat(tx, orderId);
    await this.teams.free(tx, await this.teams.closeIfOver(tx, team, now), seat, now);
  }

  /** An order's seat, its team locked before it is read for good. */
  private async lockedSeat(tx: Tx, orderId: string): Promise<{ seat: SeatRow; team: TeamRow }> {
    const [known] = await seatsOfOrders(tx, [orderId]);
    const team = known && (await lockTeam(tx, known.teamId));
    const [seat] = await seatsOfOrders(tx, [orderId]);
    assert(team && seat, `order ${orderId} has no seat`);
    return { seat, team };
  }
}
