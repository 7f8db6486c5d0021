import { Injectable } from '@nestjs/common';
import {
  assert,
  attribute,
  isOver,
  type Attribution,
  type Customer,
  type LinkOwner,
  type Touch,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { lockTogether } from '../../identity/lock-shopper.js';
import { Shoppers } from '../../identity/shoppers.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { OrderHistory } from '../../promotions/campaigns/order-history.js';
import { noteDecisions, undecidedTouches, type OpenTouch } from '../visits/visit.store.js';
import '../referral.events.js';
import { ReferralRisk } from '../risk/referral-risk.service.js';
import { AttributionRules } from './attribution-rules.js';
import {
  bindingAt,
  endBinding,
  firstBinding,
  freezeBindings,
  insertBinding,
  openBindings,
  type BindingRow,
} from './binding.store.js';

/** Touches of one shopper that are decided at once; what is left waits for the next time. */
const TOUCHES_MAX = 50;

/** Whose customer somebody is. Decided by the one rule, behind the locks of all it looks at. */
@Injectable()
export class Attributions {
  constructor(
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly history: OrderHistory,
    private readonly rules: AttributionRules,
    private readonly outbox: Outbox,
    private readonly risk: ReferralRisk,
  ) {}

  /** Decides what a shopper opened and nobody has decided yet. Safe to repeat. */
  async decide(tx: Tx, shopperId: string): Promise<void> {
    const opened = await undecidedTouches(tx, shopperId, TOUCHES_MAX);
    if (opened.length === 0) return;
    const live = await lockTogether(tx, shopperId, ownerIdsOf(opened));
    if (!live.has(shopperId)) return;
    // Somebody else may have decided them while this waited for the lock; later ones wait.
    const left = await undecidedTouches(tx, shopperId, TOUCHES_MAX);
    const undecided = left.filter(({ id }) => opened.some((one) => one.id === id));
    for (const together of byMoment(undecided)) {
      await this.decideTogether(tx, shopperId, together, live);
    }
  }

  /** The binding in force for what a customer did then, what they opened before decided. */
  async bindingAt(tx: Tx, shopperId: string, at: Date): Promise<BindingRow | null> {
    await this.decide(tx, shopperId);
    return bindingAt(tx, shopperId, at);
  }

  /** Whose customer somebody first was and whose they are then, as far as it is decided. */
  async ownersOf(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    at: Date,
  ): Promise<LinkOwner[]> {
    const first = await firstBinding(db, shopperId);
    const current = first && (await bindingAt(db, shopperId, at));
    return [first, current].flatMap((binding) => (binding ? [binding.owner] : []));
  }

  /** An owner is gone: their customers stay theirs on paper, and can be taken over by anybody. */
  async freeze(tx: Tx, owner: LinkOwner): Promise<void> {
    await freezeBindings(tx, owner, this.clock.now());
  }

  /**
   * By how things stood when these touches became the shopper's, so that what they did since is
   * attributed alike however late this runs. One that was noted late comes after what was bound.
   */
  private async decideTogether(
    tx: Tx,
    shopperId: string,
    undecided: readonly OpenTouch[],
    live: ReadonlySet<string>,
  ): Promise<void> {
    const ownerIds = ownerIdsOf(undecided);
    const bindings = await openBindings(tx, [...new Set([shopperId, ...ownerIds])]);
    const standing = bindings.find((one) => one.shopperId === shopperId) ?? null;
    const at = later(undecided[0]?.knownAt, standing?.boundAt);
    assert(at, `nothing to decide of ${shopperId}`);
    const customer = await this.customer(tx, shopperId, at);
    const touches = undecided.map((one) => touchOf(one, { live, bindings, at }));
    const { settings: rule, version } = await this.rules.currentVersioned(tx);
    const decided = attribute({ touches, customer, standing }, rule, at);
    await noteDecisions(tx, decided.decisions, this.clock.now());
    await this.bind(tx, { customer, standing, undecided, ruleVersion: version }, decided);
  }

  private async customer(tx: Tx, shopperId: string, at: Date): Promise<Customer> {
    const { unionid, shopperIds, openids } = await this.shoppers.personOf(tx, shopperId);
    const samePersonIds = unionid === null ? [] : await this.shoppers.idsOfUnionid(tx, unionid);
    const person = { shopperIds, openids, addressKey: null };
    const how = { refundedCounts: true, paidUntil: at };
    const hasOrdered = await this.history.hasOrdered(tx, person, how);
    return { shopperId, samePersonIds, hasOrdered };
  }

  private async bind(
    tx: Tx,
    about: {
      customer: Customer;
      standing: BindingRow | null;
      undecided: readonly OpenTouch[];
      ruleVersion: number;
    },
    { made, ended }: Attribution,
  ): Promise<void> {
    if (!made) return;
    const { customer, standing, undecided, ruleVersion } = about;
    const { shopperId, hasOrdered } = customer;
    if (standing && ended) await endBinding(tx, standing.id, ended);
    const { touchId, reason, binding } = made;
    const touch = undecided.find(({ id }) => id === touchId);
    assert(touch !== undefined, `binding of ${shopperId} to a touch nobody asked about`);
    const id = newId(binding.boundAt);
    await insertBinding(tx, {
      ...{ ...binding, id, shopperId, code: touch.code, touchId, reason, ruleVersion },
      wasNew: !hasOrdered,
    });
    const touchedAt = touch.at.toISOString();
    await this.outbox.add(tx, 'referral.bound', {
      ...{ bindingId: id, shopperId, owner: binding.owner },
      ...{ touchedAt, at: binding.boundAt.toISOString() },
    });
    if (binding.owner.kind === 'shopper') await this.risk.ask(tx, binding.owner.id);
  }
}

function touchOf(
  { id, at, owner, isWithdrawn }: OpenTouch,
  about: { live: ReadonlySet<string>; bindings: readonly BindingRow[]; at: Date },
): Touch {
  const { live, bindings } = about;
  const own = bindings.find((one) => owner.kind === 'shopper' && one.shopperId === owner.id);
  return {
    ...{ id, at, owner },
    ownerIsGone: isWithdrawn || (owner.kind === 'shopper' && !live.has(owner.id)),
    // Also where the owner was bound meanwhile: of two, one is the other's (case 49).
    ownerBoundTo: own && !isOver(own, about.at) ? own.owner : null,
  };
}

function ownerIdsOf(touches: readonly OpenTouch[]): string[] {
  return touches.flatMap(({ owner }) => (owner.kind === 'shopper' ? [owner.id] : []));
}

/** Those that became the shopper's at one instant together, the earliest first. */
function byMoment(touches: readonly OpenTouch[]): OpenTouch[][] {
  const moments = [...new Set(touches.map(({ knownAt }) => knownAt.getTime()))];
  return moments.map((moment) => touches.filter(({ knownAt }) => knownAt.getTime() === moment));
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one && other && other > one ? other : one;
}
