import { expect } from '@jest/globals';
import type fc from 'fast-check';
import {
  refusalToJoin,
  SEAT_MOVES,
  TEAM_MOVES,
  type PlacedOrder,
  type SeatState,
  type TeamState,
} from '@siyu/shared';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { findTeam } from '../../../../server/src/promotions/group-buy/team.store.js';
import { isSeated } from '../../../../server/src/promotions/group-buy/team-seat.store.js';
import type { Bystander } from '../../../factories/crowd.js';
import { seatRequest, type GroupBuy } from '../../../factories/group-buy.js';
import {
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  prepaid,
} from '../../../factories/purchase.js';
import { loginCode, setSwitches } from '../../../factories/shopper.js';

/** The shop as it is, with its teams seen from outside. */
export interface Real {
  groupBuy: GroupBuy;
  people: Bystander[];
  /** Orders by their number in the run, with who placed them. */
  orders: { id: string; by: Bystander }[];
  teamIds: string[];
}

/** What must have come of it: where every order's money is, and every team and seat seen last. */
export interface Model {
  /** Of each order: whether it can be paid, was paid unheard of, or its money is here. */
  money: ('unpaid' | 'unheard' | 'paid')[];
  teams: Map<string, TeamState>;
  seats: Map<string, SeatState>;
}
export const aModel = (): Model => ({ money: [], teams: new Map(), seats: new Map() });

abstract class Step implements fc.AsyncCommand<Model, Real> {
  constructor(protected readonly number: number) {}

  check(_model: Readonly<Model>): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    await expectLegalMoves(model, real);
  }

  toString(): string {
    return `${this.constructor.name}(${this.number})`;
  }

  protected abstract act(model: Model, real: Real): Promise<void>;

  protected order({ orders }: Real): { id: string; by: Bystander; at: number } {
    const at = this.number % orders.length;
    return { ...orders[at]!, at };
  }
}

/** Steps about an order that is there. */
abstract class OrderStep extends Step {
  override check({ money }: Readonly<Model>): boolean {
    return money.length > 0;
  }
}

/** Somebody opens a team. */
export class Opens extends Step {
  protected async act(model: Model, { groupBuy, people, orders, teamIds }: Real): Promise<void> {
    const by = people[this.number % people.length]!;
    const { id } = await by.post<PlacedOrder>('/shop/orders', seatRequest(groupBuy, by, null));
    orders.push({ id, by });
    model.money.push('unpaid');
    const [seat] = await groupBuy.shop.db.query(
      'SELECT team_id AS teamId FROM team_seat WHERE order_id = ?',
      [id],
    );
    teamIds.push((seat as { teamId: string }).teamId);
  }
}

/** Somebody asks for a seat in a team that was opened: the answer is the rule's. */
export class Joins extends Step {
  override check({ teams }: Readonly<Model>): boolean {
    return teams.size > 0;
  }

  protected async act(model: Model, { groupBuy, people, orders, teamIds }: Real): Promise<void> {
    const { db, clock } = groupBuy.shop;
    const by = people[(this.number >> 3) % people.length]!;
    const teamId = teamIds[this.number % teamIds.length]!;
    const team = await findTeam(db.manager, teamId);
    const isMember = await isSeated(db.manager, teamId, by.id);
    const expected = refusalToJoin(team!, { isMember, isNewcomer: true }, clock.now());
    const answer = await by.ask<PlacedOrder & { code: string }>('POST', '/shop/orders', {
      body: seatRequest(groupBuy, by, teamId),
    });
    expect(answer.status < 400 ? null : answer.body.code).toBe(expected);
    if (answer.status >= 400) return;
    orders.push({ id: answer.body.id, by });
    model.money.push('unpaid');
  }
}

/** An order is paid at WeChat; the news of it is lost for now. */
export class Pays extends OrderStep {
  protected async act(model: Model, real: Real): Promise<void> {
    const { id, by, at } = this.order(real);
    if (model.money[at] !== 'unpaid') return;
    const { shop } = real.groupBuy;
    const code = await by.refusal('POST', `/shop/orders/${id}/payment`);
    if (code !== null) return expect(code).toBe('ORDER_EXPIRED');
    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, await prepaid(by, id));
    model.money[at] = 'unheard';
  }
}

/** The news of a payment comes, in time or late, and comes again. */
export class Hears extends OrderStep {
  protected async act(model: Model, real: Real): Promise<void> {
    const { id, at } = this.order(real);
    if (model.money[at] === 'unpaid') return;
    const { shop } = real.groupBuy;
    const payments = shop.app.get(Payments, { strict: false });
    const paymentId = await paymentIdOf(shop, id);
    await Promise.all([payments.check(paymentId), payments.check(paymentId)]);
    model.money[at] = 'paid';
  }
}

/** An unpaid order is cancelled; one that turns out to be paid stays. */
export class Cancels extends OrderStep {
  protected async act(_model: Model, real: Real): Promise<void> {
    const { id, by } = this.order(real);
    const code = await by.refusal('POST', `/shop/orders/${id}/cancellation`);
    expect([null, 'ORDER_STATE']).toContain(code);
  }
}

/** A member gives up; where their order does not wait any more, the seat is not theirs to give. */
export class Leaves extends OrderStep {
  protected async act(_model: Model, real: Real): Promise<void> {
    const { id, by } = this.order(real);
    const order = await orderOf(by, id);
    if (order.state !== 'gathering') return;
    const lines = order.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
    const ask = { orderId: id, kind: 'refund-only', reason: 'changed-mind', lines };
    expect(await by.refusal('POST', '/shop/after-sales', { body: ask })).toBeNull();
  }
}

/** Minutes pass; what is due then is not done before somebody looks. */
export class Waits extends Step {
  protected act(_model: Model, { groupBuy }: Real): Promise<void> {
    return Promise.resolve(groupBuy.shop.clock.advance(this.number * 60_000));
  }
}

/** The team's sweep comes by, or everything else that runs by itself. */
export class Sweep extends Step {
  protected async act(_model: Model, { groupBuy: { shop } }: Real): Promise<void> {
    if (this.number % 2 === 0) await shop.app.get(Sweeps).runNow('group-buy.close');
    else await notified(shop);
  }
}

/** Teams and seats went, since they were seen last, only where their tables let them. */
async function expectLegalMoves(model: Model, { groupBuy }: Real): Promise<void> {
  const { db } = groupBuy.shop;
  const campaignId = groupBuy.campaign.id;
  const teams: { id: string; state: TeamState }[] = await db.query(
    'SELECT id, state FROM team WHERE campaign_id = ?',
    [campaignId],
  );
  const seats: { id: string; state: SeatState }[] = await db.query(
    `SELECT seat.order_id AS id, seat.state FROM team_seat AS seat
     JOIN team ON team.id = seat.team_id WHERE team.campaign_id = ?`,
    [campaignId],
  );
  for (const { id, state } of teams) {
    const before = model.teams.get(id) ?? 'forming';
    expect([before, state, before === state || TEAM_MOVES[before].includes(state)]).toEqual([
      ...[before, state, true],
    ]);
    model.teams.set(id, state);
  }
  for (const { id, state } of seats) {
    const before = model.seats.get(id) ?? 'held';
    expect([before, state, isReachable(before, state)]).toEqual([before, state, true]);
    model.seats.set(id, state);
  }
}

/** A step may carry a seat over several moves: a payer who comes late is freed and sits again. */
function isReachable(from: SeatState, to: SeatState): boolean {
  return (
    from === to || SEAT_MOVES[from].some((next) => next === to || SEAT_MOVES[next].includes(to))
  );
}

/** At the end of the day every team is over, and every fen is where its order says. */
export async function expectSettled(model: Model, real: Real): Promise<void> {
  const { shop } = real.groupBuy;
  await setSwitches(shop, { notifyLost: false });
  for (let round = 0; round < 4; round++) {
    shop.clock.advance(45 * 60_000);
    await notified(shop);
    await notified(shop);
  }
  await expectLegalMoves(model, real);
  expect([...model.teams.values()]).not.toContain('forming');
  for (const [at, { id, by }] of real.orders.entries()) {
    const order = await orderOf(by, id);
    const wasPaid = model.money[at] !== 'unpaid';
    const keptFen = wasPaid ? order.totalFen - order.refundedFen : 0;
    expect([id, order.state, keptFen]).toEqual([
      ...[id, ...(keptFen > 0 ? ['to-ship', order.totalFen] : ['closed', 0])],
    ]);
    if (!wasPaid) expect(order.refundedFen).toBe(0);
  }
}

/** WeChat knows everybody who may pay. */
export async function known(real: Pick<Real, 'groupBuy' | 'people'>): Promise<void> {
  await Promise.all(real.people.map(({ openid }) => loginCode(real.groupBuy.shop, openid)));
}
