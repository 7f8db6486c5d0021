import { Inject, Injectable } from '@nestjs/common';
import {
  ladderOffBps,
  refusalToJoin,
  systemCompletesFrom,
  type GroupBuyOffer,
  type MyTeam,
  type OpenTeam,
  type Page,
  type PageQuery,
  type ProductGroupBuy,
  type QuotedSku,
  type RefusalCode,
  type TeamAnswer,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { Clock } from '../../platform/clock.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { LiveCampaigns } from '../campaigns/live-campaigns.js';
import type { CampaignOf } from '../campaigns/promotion-kinds.js';
import { GroupBuyKind } from './group-buy.kind.js';
import { groupBuyAt, isGroupBuy } from './late-payers.service.js';
import { seatsOfTeam, teamsOfShopper, type SeatRow } from './team-seat.store.js';
import { findTeam, teamsWithRoom, type TeamRow } from './team.store.js';
import { missingOf, openTeamView, pricesOf, productOf, shareOf } from './team-view.js';

type GroupBuy = CampaignOf<'group-buy'>;

/** Open teams on a product page. */
const OPEN_TEAMS_MAX = 10;

/** What shoppers see of group buys. Nothing personal of anyone: numbers and times. */
@Injectable()
export class TeamPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly skus: SkuFacts,
    private readonly kind: GroupBuyKind,
  ) {}

  /** The live group buys of a product, and the teams that may be joined; `shopperId` may be null. */
  async ofProduct(productId: string, shopperId: string | null): Promise<ProductGroupBuy> {
    const now = this.clock.now();
    const live = (await this.live.at(now)).filter(isGroupBuy);
    const facts = await this.factsOf(live, []);
    const offers = live
      .toSorted((a, b) => b.input.priority - a.input.priority)
      .map((campaign) => offerOf(campaign, pricesOf(campaign.input.rule, facts, productId)))
      .filter(({ prices }) => prices.length > 0);
    return {
      serverTime: now.toISOString(),
      offers,
      teams: await this.openTeams(productId, shopperId, now),
    };
  }

  /** A team, for whoever holds its address. @throws Refusal GROUP_NOT_FOUND */
  async show(teamId: string, shopperId: string | null): Promise<TeamAnswer> {
    const { manager } = this.db;
    const now = this.clock.now();
    const team = await findTeam(manager, teamId);
    if (!team) throw new Refusal('GROUP_NOT_FOUND', { teamId });
    const [seats, campaign] = await Promise.all([
      seatsOfTeam(manager, teamId),
      this.campaignOf(team, now),
    ]);
    const facts = await this.factsOf(campaign ? [campaign] : [], [team.skuId]);
    const refusal = await this.refusalTo(team, shopperId, now);
    const prices = campaign ? pricesOf(campaign.input.rule, facts, team.productId) : [];
    const product = productOf(team, facts);
    return {
      ...{ serverTime: now.toISOString(), id: team.id, campaignId: team.campaignId },
      ...{ state: team.state, completedBySystem: team.completedBySystem },
      ...{ size: team.size, seatsMax: team.seatsMax, paid: team.paid, missing: missingOf(team) },
      seatsLeft: team.state === 'forming' ? team.seatsMax - team.locked : 0,
      expiresAt: team.expiresAt.toISOString(),
      closedAt: team.closedAt?.toISOString() ?? null,
      newcomersJoin: team.terms.newcomersJoin,
      ladder: [...team.terms.ladder],
      offBps: ladderOffBps(team.terms, team.paid),
      systemCompletesFrom: systemCompletesFrom(team),
      product,
      prices: team.state === 'forming' ? prices : [],
      members: membersOf(team, seats, shopperId),
      mySeat: seatOf(team, seats, shopperId),
      refusal,
      share: shareOf(team, product, prices, shopperId),
    };
  }

  /** A shopper's own teams, by the newest order first. */
  async mine(shopperId: string, { cursor, limit }: PageQuery): Promise<Page<MyTeam>> {
    const page = { cursor, limit: limit + 1 };
    const found = await teamsOfShopper(this.db.manager, shopperId, page);
    const kept = pageOf(found, limit, ({ orderId }) => orderId);
    const facts = await this.skus.find(
      this.db.manager,
      kept.items.map(({ skuId }) => skuId),
    );
    return shownPage(kept, (team) => ({
      ...{ id: team.id, orderId: team.orderId, seat: team.seat, state: team.state },
      ...{ completedBySystem: team.completedBySystem, isLeader: team.leaderId === shopperId },
      ...{ size: team.size, paid: team.paid, missing: missingOf(team) },
      expiresAt: team.expiresAt.toISOString(),
      product: productOf(team, facts),
    }));
  }

  private async openTeams(
    productId: string,
    shopperId: string | null,
    now: Date,
  ): Promise<OpenTeam[]> {
    const among = { productId, withoutShopperId: null };
    const teams = await teamsWithRoom(this.db.manager, among, now, OPEN_TEAMS_MAX);
    return teams.map((team) => openTeamView(team, shopperId));
  }

  /** The campaign a team was begun in, also once it is over for everybody else. */
  private async campaignOf(team: TeamRow, now: Date): Promise<GroupBuy | null> {
    if (team.state !== 'forming') return null;
    const live = await groupBuyAt(this.live, this.db.manager, team.campaignId, now);
    const found =
      live ?? (await this.live.begunIn(this.db.manager, team.campaignId, team.expiresAt));
    return found && isGroupBuy(found) ? found : null;
  }

  private refusalTo(
    team: TeamRow,
    shopperId: string | null,
    now: Date,
  ): Promise<RefusalCode | null> {
    if (shopperId !== null) return this.kind.refusalOf(this.db.manager, team, shopperId, now);
    return Promise.resolve(refusalToJoin(team, { isMember: false, isNewcomer: true }, now));
  }

  private factsOf(
    campaigns: readonly GroupBuy[],
    more: readonly string[],
  ): Promise<Map<string, QuotedSku>> {
    const skuIds = campaigns.flatMap(({ input }) => input.rule.prices.map(({ skuId }) => skuId));
    return this.skus.find(this.db.manager, [...skuIds, ...more]);
  }
}

function offerOf({ id, input, slot }: GroupBuy, prices: GroupBuyOffer['prices']): GroupBuyOffer {
  const { size, hours, ladder, newcomersJoin, perOrderMax, perPersonMax, latePayer } = input.rule;
  return {
    ...{ campaignId: id, name: input.name, endsAt: slot.endsAt.toISOString() },
    ...{ size, hours, ladder: [...ladder], newcomersJoin, perOrderMax, perPersonMax, latePayer },
    systemCompletesFrom: systemCompletesFrom({ size, terms: input.rule }),
    prices,
  };
}

function membersOf(
  team: TeamRow,
  seats: readonly SeatRow[],
  shopperId: string | null,
): TeamAnswer['members'] {
  const paid = seats.flatMap((seat) =>
    seat.state === 'paid' && seat.paidAt ? [{ ...seat, paidAt: seat.paidAt }] : [],
  );
  return paid.map((seat, at) => ({
    number: at + 1,
    paidAt: seat.paidAt.toISOString(),
    isLeader: seat.shopperId === team.leaderId,
    isMe: seat.shopperId === shopperId,
    isRefunded: seat.returnedAt !== null,
  }));
}

function seatOf(
  team: TeamRow,
  seats: readonly SeatRow[],
  shopperId: string | null,
): TeamAnswer['mySeat'] {
  const own = seats.filter((seat) => seat.shopperId === shopperId);
  const seat = own.find(({ state }) => state !== 'freed') ?? own.at(-1);
  if (!seat) return null;
  const isLeader = seat.state !== 'freed' && team.leaderId === shopperId;
  return { orderId: seat.orderId, state: seat.state, isLeader };
}
