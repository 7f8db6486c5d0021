import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LiveCampaigns } from '../campaigns/live-campaigns.js';
import type { CampaignOf } from '../campaigns/promotion-kinds.js';
import type { Tx } from '../../platform/transaction.js';
import { isSeated, moveSeat, type SeatRow } from './team-seat.store.js';
import { lockTeam, takeSeat, teamsWithRoom, type TeamRow } from './team.store.js';
import { Teams } from './teams.service.js';

/** Teams looked at for one who needs a seat: more than are filled in the same instant. */
const TRIED_MAX = 5;

/**
 * Money received is never refused: whoever paid when their team was over, or their seat was gone,
 * sits down elsewhere, or gets the money back, as the team's terms say (cases 01 and 02).
 */
@Injectable()
export class LatePayers {
  constructor(
    private readonly teams: Teams,
    private readonly live: LiveCampaigns,
  ) {}

  /** Sits down again in the same team while it forms and has room. */
  async returnTo(tx: Tx, team: TeamRow, seat: SeatRow, now: Date): Promise<boolean> {
    const isTaken = await isSeated(tx, team.id, seat.shopperId);
    return !isTaken && this.sitDown(tx, team.id, seat, now);
  }

  /**
   * Sits down in another open team of the same goods, or in a new one of their own while the
   * campaign runs. False where the terms say that the money goes back instead, or nothing is open.
   */
  async sitElsewhere(tx: Tx, from: TeamRow, seat: SeatRow, now: Date): Promise<boolean> {
    if (from.terms.latePayer === 'refund') return false;
    const { campaignId, productId } = from;
    const among = { campaignId, productId, withoutShopperId: seat.shopperId };
    for (const { id } of await teamsWithRoom(tx, among, now, TRIED_MAX)) {
      if (await this.sitDown(tx, id, seat, now)) return true;
    }
    return this.openOwn(tx, from, seat, now);
  }

  private async sitDown(tx: Tx, teamId: string, seat: SeatRow, now: Date): Promise<boolean> {
    if (!(await takeSeat(tx, teamId, 'paid', now))) return false;
    await moveSeat(tx, seat, 'paid', { teamId, paidAt: now, returnedAt: null });
    const team = await lockTeam(tx, teamId);
    if (team) await this.teams.closeIfOver(tx, team, now);
    return true;
  }

  private async openOwn(tx: Tx, from: TeamRow, seat: SeatRow, now: Date): Promise<boolean> {
    const campaign = await groupBuyAt(this.live, tx, from.campaignId, now);
    if (!campaign) return false;
    const { campaignId, productId, skuId } = from;
    const { rule } = campaign.input;
    const opening = { campaignId, rule, productId, skuId, leaderId: seat.shopperId };
    const { id: teamId } = await this.teams.open(tx, opening, 'paid', now);
    await moveSeat(tx, seat, 'paid', { teamId, paidAt: now, returnedAt: null });
    return true;
  }
}

/** A group buy that is live now, or null. */
export async function groupBuyAt(
  live: LiveCampaigns,
  db: Pick<EntityManager, 'query'>,
  campaignId: string,
  now: Date,
): Promise<CampaignOf<'group-buy'> | null> {
  const found = (await live.at(now, db)).find(({ id }) => id === campaignId);
  return found && isGroupBuy(found) ? found : null;
}

export function isGroupBuy(
  campaign: CampaignOf<'group-buy'> | { input: { kind: string } },
): campaign is CampaignOf<'group-buy'> {
  return campaign.input.kind === 'group-buy';
}
