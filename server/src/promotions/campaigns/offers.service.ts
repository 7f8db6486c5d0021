import { Injectable } from '@nestjs/common';
import {
  covers,
  fen,
  grouped,
  STAGE_OF_KIND,
  type Offer,
  type PlacedSku,
  type PromotionKind,
  type RefusalCode,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { Audiences, isFor } from './audience.js';
import { usesOfPerson } from './campaign-limits.store.js';
import { LiveCampaigns, type LiveCampaign } from './live-campaigns.js';
import {
  PromotionKinds,
  type Asking,
  type KindOffer,
  type PersonalOffer,
} from './promotion-kinds.js';

type Enquiry = Omit<Asking, 'skus'> & {
  skus: readonly Omit<Asking['skus'][number], 'categoryIds'>[];
};
type Db = Pick<EntityManager, 'query'>;

/** What a shopper can be offered for what they mean to buy. */
export interface Offered {
  offers: Offer[];
  /** SKUs this shopper may not buy here, with why: goods for newcomers only. */
  reserved: ReadonlyMap<string, RefusalCode>;
  /** Units of SKUs that a campaign has set apart, where the purchase began on its page. */
  stock: ReadonlyMap<string, number>;
  /** By SKU id, the campaign that has set them apart. */
  stockOf: ReadonlyMap<string, string>;
  /** The campaign's own time to pay; null for the shop's. */
  payWithinMinutes: number | null;
  /** Whether the order waits for others once it is paid. */
  waits: boolean;
}

const NOTHING: Offered = {
  offers: [],
  reserved: new Map(),
  stock: new Map(),
  stockOf: new Map(),
  payWithinMinutes: null,
  waits: false,
};

/** Gathers the offers of every kind. Without a live campaign it costs no statement. */
@Injectable()
export class Offers {
  constructor(
    private readonly live: LiveCampaigns,
    private readonly kinds: PromotionKinds,
    private readonly places: SkuPlaces,
    private readonly audiences: Audiences,
  ) {}

  /**
   * Offers by campaigns that are live or in hand, with `draft` as if it were one of them. What is
   * begun on a campaign's own page is sold at that campaign's price and no other special one.
   */
  async for(db: Db, enquiry: Enquiry, draft?: LiveCampaign): Promise<Offered> {
    const offering = await this.live.offering(enquiry.now, db);
    const all = draft ? [...offering.filter(({ id }) => id !== draft.id), draft] : offering;
    const campaigns = await this.withOpened(db, enquiry, all);
    if (campaigns.length === 0) return NOTHING;
    const asking = { ...enquiry, skus: await this.placed(db, enquiry.skus, campaigns) };
    const relevant = campaigns.filter((one) => isRelevant(one, asking));
    if (relevant.length === 0) return NOTHING;
    const meant = await this.meantFor(db, asking, relevant);
    const left = await this.leftForPerson(db, asking.shopperId, meant);
    const found: KindOffer<PromotionKind>[] = [];
    for (const [kind, ofKind] of grouped(meant, ({ input }) => input.kind)) {
      found.push(...(await this.kinds.of(kind).offers(db, asking, ofKind)));
    }
    return {
      offers: found.map(({ campaign, offer }) =>
        whole(campaign, offer, asking.skus, left.get(campaign.id) ?? null),
      ),
      reserved: new Map([
        ...(await this.reservedAmong(db, asking, relevant)),
        ...refusedNow(found, asking.skus),
      ]),
      stock: new Map(found.flatMap(({ own }) => [...(own ?? [])])),
      stockOf: new Map(
        found.flatMap(({ campaign, own }) =>
          [...(own ?? [])].map(([skuId]) => [skuId, campaign.id] as const),
        ),
      ),
      payWithinMinutes: found.find((one) => one.payWithinMinutes)?.payWithinMinutes ?? null,
      waits: found.some((one) => one.waits),
    };
  }

  /** With the campaign on whose page this purchase was begun, where it is open to them alone. */
  private async withOpened(
    db: Db,
    { through, ...enquiry }: Enquiry,
    campaigns: readonly LiveCampaign[],
  ): Promise<readonly LiveCampaign[]> {
    const isClosed = through !== null && campaigns.every(({ id }) => id !== through.campaignId);
    if (!isClosed) return campaigns;
    for (const kind of this.kinds.all()) {
      const opened = await kind.opened?.(db, through, enquiry);
      if (opened) return [...campaigns, opened];
    }
    return campaigns;
  }

  private async reservedAmong(
    db: Db,
    asking: Asking,
    campaigns: readonly LiveCampaign[],
  ): Promise<Map<string, RefusalCode>> {
    const reserved = new Map<string, RefusalCode>();
    for (const [kind, ofKind] of grouped(campaigns, ({ input }) => input.kind)) {
      const ofOthers = await this.kinds.of(kind).reserved?.(db, asking, ofKind);
      for (const [skuId, why] of ofOthers ?? []) reserved.set(skuId, why);
    }
    return reserved;
  }

  /** Categories are looked up only where a campaign asks for them. */
  private async placed(
    db: Db,
    skus: Enquiry['skus'],
    campaigns: readonly LiveCampaign[],
  ): Promise<Asking['skus']> {
    const isAsked = campaigns.some(({ input }) => input.scope?.categoryIds.length);
    const places = isAsked
      ? await this.places.of(
          db,
          skus.map(({ skuId }) => skuId),
        )
      : null;
    return skus.map((sku) => ({ ...sku, categoryIds: places?.get(sku.skuId)?.categoryIds ?? [] }));
  }

  private async meantFor(
    db: Db,
    asking: Asking,
    campaigns: readonly LiveCampaign[],
  ): Promise<LiveCampaign[]> {
    const asked = campaigns.filter((one) => !one.inHand).map(({ input }) => input.audience);
    const standing = await this.audiences.standingOf(db, asking, asked);
    return campaigns.filter((one) => one.inHand || isFor(one.input.audience, standing));
  }

  /** What each limit a person leaves this one. */
  private async leftForPerson(
    db: Db,
    shopperId: string,
    campaigns: readonly LiveCampaign[],
  ): Promise<Map<string, number>> {
    const limits = campaigns.flatMap(({ id, input }) => {
      const max = this.kinds.perPersonMaxOf(input);
      return max === null ? [] : [{ id, max }];
    });
    const ids = limits.map(({ id }) => id);
    const uses = await usesOfPerson(db, shopperId, ids);
    return new Map(limits.map(({ id, max }) => [id, Math.max(0, max - (uses.get(id) ?? 0))]));
  }
}

/** What cannot be taken now is priced all the same, and says why. */
function refusedNow(
  found: readonly KindOffer<PromotionKind>[],
  skus: readonly PlacedSku[],
): [string, RefusalCode][] {
  const refusal = found.find((one) => one.refusal)?.refusal;
  return refusal ? skus.map(({ skuId }) => [skuId, refusal]) : [];
}

function isRelevant({ id, input }: LiveCampaign, { through, skus }: Asking): boolean {
  const isPrice = STAGE_OF_KIND[input.kind] === 'price';
  if (through && isPrice && through.campaignId !== id) return false;
  return skus.some((sku) => covers(input.scope, sku));
}

/** A kind's offer with what holds for every kind. */
export function whole(
  { id, input, slot, usesLeft, budgetLeftFen }: LiveCampaign,
  { rule, ...personal }: PersonalOffer,
  skus: readonly PlacedSku[],
  leftForPerson: number | null,
): Offer {
  return {
    id,
    campaignId: id,
    couponId: null,
    kind: input.kind,
    name: input.name,
    priority: input.priority,
    combinesWith: input.combinesWith,
    skuIds: skus.filter((sku) => covers(input.scope, sku)).map(({ skuId }) => skuId),
    worthMaxFen: budgetLeftFen === null ? null : fen(budgetLeftFen),
    required: false,
    endsAt: slot.endsAt.toISOString(),
    ...personal,
    rule,
    allowance: least(personal.allowance, leftForPerson, usesLeft, input.usesPerOrderMax),
  };
}

/** The least of the limits there are. */
function least(...limits: (number | null | undefined)[]): number | null {
  const given = limits.filter((limit): limit is number => typeof limit === 'number');
  return given.length === 0 ? null : Math.min(...given);
}
