import {
  attribute,
  type Binding,
  type BindingReason,
  type ChannelCost,
  type LinkOwner,
  type Touch,
} from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { DEFAULT_ATTRIBUTION_RULE } from '../../server/src/referrals/binding/attribution-rules.js';
import { newId } from '../../server/src/platform/new-id.js';
import { generatedYear, type GeneratedYear, type PaidOrder } from '../scale/year/year.mjs';

/** A binding as the shop's rule made it; `until` is when it was over, whatever ended it. */
export interface MadeBinding {
  id: string;
  shopper: number;
  owner: LinkOwner;
  code: string;
  touchId: string;
  reason: BindingReason;
  binding: Binding;
  endedAt: Date | null;
  endedBy: string | null;
}

/** A visit with who made it, where that became known. */
export interface MadeVisit {
  id: string;
  installation: string;
  code: string;
  at: number;
  shopper: number | null;
  reason: string | null;
}

/** A generated year with whose customer everybody became in it, by the shop's own rule. */
export interface ChannelYear {
  year: GeneratedYear;
  costs: Map<number, ChannelCost>;
  bindings: MadeBinding[];
  visits: MadeVisit[];
  shopperIds: Map<number, string>;
  channelIds: Map<number, string>;
}

export function aChannelYear(options: { seed: number; shoppers: number }): ChannelYear {
  const year = generatedYear(options);
  const start = new Date(year.from);
  const idsOf = (all: readonly { id: number; registeredAt?: number }[]) =>
    new Map(all.map(({ id, registeredAt }) => [id, newId(new Date(registeredAt ?? start))]));
  const [shopperIds, channelIds] = [idsOf(year.shoppers), idsOf(year.channels)];
  const attributed = attributions(year, { shopperIds, channelIds });
  const costs = new Map(year.channels.map((one) => [one.id, costOf(one)]));
  return { year, costs, shopperIds, channelIds, ...attributed };
}

/** The year knows three ways to pay; every fourth channel takes its share of what it sells. */
function costOf({ id, cost }: GeneratedYear['channels'][number]): ChannelCost {
  if (id % 4 === 0) return { kind: 'sale-share', bps: 800, orders: 'all' };
  if ('fixed' in cost) {
    const days = { fromDay: '2026-01-01', untilDay: '2026-12-31' };
    return { kind: 'fixed', fen: fen(cost.fixed), ...days };
  }
  if ('sale' in cost) return { kind: 'sale', fen: fen(cost.sale), orders: 'first' };
  return { kind: 'acquisition', fen: fen(cost.acquisition) };
}

type Ids = Pick<ChannelYear, 'shopperIds' | 'channelIds'>;

/** Goes through the year as the shop would: logins stitch a device's visits, and the rule decides. */
function attributions(year: GeneratedYear, ids: Ids): Pick<ChannelYear, 'bindings' | 'visits'> {
  const scribe = new Scribe(year, ids);
  const happened = [
    ...year.shoppers.map((shopper) => ({ at: shopper.registeredAt, shopper, visit: null })),
    ...year.visits.map((visit) => ({ at: visit.at, shopper: null, visit })),
  ].sort((one, other) => one.at - other.at);
  for (const { shopper, visit } of happened) {
    if (shopper) scribe.logIn(shopper);
    else scribe.open(visit);
  }
  return { bindings: scribe.bindings, visits: scribe.visits };
}

class Scribe {
  readonly bindings: MadeBinding[] = [];
  readonly visits: MadeVisit[] = [];
  private readonly bound = new Map<string, MadeBinding>();
  private readonly waiting = new Map<string, MadeVisit[]>();
  private readonly onDevice = new Map<string, number>();
  private readonly owners: Map<string, LinkOwner>;
  private readonly firstOrders: Map<number, number>;

  constructor(
    year: GeneratedYear,
    private readonly ids: Ids,
  ) {
    const ownerOf = (sharer: GeneratedYear['shares'][number]['sharer']): LinkOwner =>
      'shopper' in sharer
        ? { kind: 'shopper', id: ids.shopperIds.get(sharer.shopper) ?? '' }
        : { kind: 'channel', id: ids.channelIds.get(sharer.channel) ?? '' };
    this.owners = new Map(year.shares.map(({ code, sharer }) => [code, ownerOf(sharer)]));
    const sold = year.orders.filter(isSold).reverse();
    this.firstOrders = new Map(sold.map(({ shopper, paidAt }) => [shopper, paidAt]));
  }

  open({ installation, code, at }: GeneratedYear['visits'][number]): void {
    const shopper = this.onDevice.get(installation) ?? null;
    const id = newId(new Date(at));
    const visit: MadeVisit = { id, installation, code, at, shopper, reason: null };
    this.visits.push(visit);
    if (shopper !== null) this.decide(shopper, [visit], at);
    else this.waiting.set(installation, [...(this.waiting.get(installation) ?? []), visit]);
  }

  logIn({ id, installation, registeredAt }: GeneratedYear['shoppers'][number]): void {
    const stitched = this.waiting.get(installation) ?? [];
    this.waiting.delete(installation);
    this.onDevice.set(installation, id);
    for (const visit of stitched) visit.shopper = id;
    this.decide(id, stitched, registeredAt);
  }

  private decide(shopper: number, visits: readonly MadeVisit[], at: number): void {
    if (visits.length === 0) return;
    const shopperId = this.ids.shopperIds.get(shopper) ?? '';
    const hasOrdered = (this.firstOrders.get(shopper) ?? Infinity) < at;
    const customer = { shopperId, samePersonIds: [], hasOrdered };
    const standing = this.bound.get(shopperId) ?? null;
    const { decisions, made, ended } = attribute(
      {
        touches: visits.map((one) => this.touchOf(one)),
        customer,
        standing: standing?.binding ?? null,
      },
      DEFAULT_ATTRIBUTION_RULE,
      new Date(at),
    );
    for (const { touchId, reason } of decisions) {
      const visit = visits.find(({ id }) => id === touchId);
      if (visit) visit.reason = reason;
    }
    if (!made) return;
    if (standing && ended) Object.assign(standing, { endedAt: ended.at, endedBy: ended.by });
    const { touchId, reason, binding } = made;
    const code = visits.find(({ id }) => id === touchId)?.code ?? '';
    const about = { shopper, owner: binding.owner, code, touchId, reason, binding };
    const one = { id: newId(new Date(at)), ...about, endedAt: null, endedBy: null };
    this.bindings.push(one);
    this.bound.set(shopperId, one);
  }

  private touchOf({ id, code, at }: MadeVisit): Touch {
    const owner = this.owners.get(code) ?? { kind: 'channel', id: '' };
    const bound = this.bound.get(owner.id)?.binding;
    const inForce = bound && bound.validUntil.getTime() > at ? bound.owner : null;
    return { id, at: new Date(at), owner, ownerIsGone: false, ownerBoundTo: inForce };
  }
}

/** The year closes what was refunded whole before it was received. */
export function isSold({ completedAt }: Pick<PaidOrder, 'completedAt'>): boolean {
  return completedAt !== null;
}
