import { aGroupBuy, aTeamOf, joined, leaves, seated } from '../../factories/group-buy.js';
import { aBuyer } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

const NEVER = "'01M7P0000000000000000000ZZ'";

/** For each thing that must hold of teams, one way to break it. */
export const GROUP_BUY_BREAKS: Readonly<Record<string, string>> = {
  'a team counts the seats that are taken and paid, and has no more than its room':
    'UPDATE team SET locked = locked + 1',
  'a seat is taken exactly while it is held or paid':
    "UPDATE team_seat SET taken = NULL WHERE state = 'paid'",
  'teams and seats are only in states that exist': "UPDATE team SET state = 'gone-mad'",
  'no team forms past its deadline, or with every seat paid':
    "UPDATE team SET expires_at = '2026-01-01' WHERE state = 'forming'",
  'a team has succeeded with the people it needs, unless the system completed it':
    'UPDATE team SET completed_by_system = 1',
  'a forming team is led by one of those who sit in it': `UPDATE team SET leader_id = ${NEVER}`,
  'every order that waits for others has a seat, and every seat such an order':
    'DELETE FROM team_seat',
  'a seat is held by an unpaid order, paid by a paid one, freed by a closed one':
    "UPDATE team_seat SET state = 'freed' WHERE state = 'paid'",
  'no paid order waits for a team that is over':
    "UPDATE team SET state = 'failed' WHERE state = 'forming'",
  'no order is sent whose team has not succeeded':
    "UPDATE team SET state = 'failed' WHERE state = 'succeeded'",
  'everyone who paid for a failed team has the whole of it back, or on its way':
    'UPDATE payment SET refunded_fen = 0',
  'what was given back of a price is one refund, of its lines’ sum':
    'UPDATE order_rebate SET amount_fen = amount_fen + 1',
};

/** A team that forms with a seat held, one that succeeded at a lower price, one that failed. */
export async function teamsOfEveryKind(shop: TestShop): Promise<void> {
  const forming = await aGroupBuy(shop);
  const { teamId } = await aTeamOf(forming, await aBuyer(shop));
  await seated(forming, await aBuyer(shop), teamId);
  const lowered = await aGroupBuy(shop, { size: 2, ladder: [{ people: 2, offBps: 500 }] });
  const succeeded = await aTeamOf(lowered, await aBuyer(shop));
  await joined(lowered, succeeded.teamId);
  const leader = await aBuyer(shop);
  const { order } = await aTeamOf(forming, leader);
  await leaves(shop, leader, order.id);
}
