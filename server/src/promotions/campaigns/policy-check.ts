import { Injectable } from '@nestjs/common';
import { covers, type CampaignInput, type PolicyFinding } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { ChannelCustomers, isOfChannels, isOfSegments, SegmentMembers } from './audience.js';
import { PromotionKinds } from './promotion-kinds.js';
import { slotsOf } from './live-campaigns.js';

type Db = Pick<EntityManager, 'query'>;
/** Kinds that set a price a SKU, so that each price can be held against what the SKU costs. */
type Priced = Extract<CampaignInput, { rule: { prices: readonly unknown[] } }>;

/**
 * Says what speaks against publishing a campaign, by law and by reason: findings name their rule.
 * Errors keep it from being published; warnings are for the operator to weigh.
 */
@Injectable()
export class PolicyCheck {
  constructor(
    private readonly skus: SkuFacts,
    private readonly places: SkuPlaces,
    private readonly kinds: PromotionKinds,
    private readonly channels: ChannelCustomers,
    private readonly segments: SegmentMembers,
  ) {}

  /** Everything against this campaign at `now`. */
  async of(
    db: Db,
    { id, input }: { id: string; input: CampaignInput },
    now: Date,
  ): Promise<PolicyFinding[]> {
    const ofKind = this.kinds.of(input.kind).policy;
    return [
      ...slotFindings(input, now),
      ...budgetFindings(input),
      ...(await this.audienceFindings(db, input)),
      ...('prices' in input.rule ? await this.priceFindings(db, input as Priced) : []),
      ...((await ofKind?.(db, id, input)) ?? []),
    ];
  }

  private async audienceFindings(db: Db, { audience }: CampaignInput): Promise<PolicyFinding[]> {
    if (isOfChannels(audience)) {
      const known = await this.channels.knownOf(db, audience.channels);
      return audience.channels.every((id) => known.has(id)) ? [] : finding('CHANNEL_UNKNOWN', null);
    }
    if (!isOfSegments(audience)) return [];
    const known = await this.segments.knownOf(db, audience.segments);
    return audience.segments.every((id) => known.has(id)) ? [] : finding('SEGMENT_UNKNOWN', null);
  }

  /** A special price must be one: lower than the SKU's own, and of goods that are on sale. */
  private async priceFindings(db: Db, { rule, scope }: Priced): Promise<PolicyFinding[]> {
    const skuIds = rule.prices.map(({ skuId }) => skuId);
    const facts = await this.skus.find(db, skuIds);
    const places = await this.places.of(db, skuIds);
    return rule.prices.flatMap(({ skuId, priceFen }) => {
      const sku = facts.get(skuId);
      const place = places.get(skuId);
      if (!sku?.onSale || !place || !covers(scope, place)) return finding('SKU_NOT_ON_SALE', skuId);
      return priceFen < sku.unitPriceFen ? [] : finding('PRICE_NOT_LOWER', skuId);
    });
  }
}

function slotFindings(input: CampaignInput, now: Date): PolicyFinding[] {
  return slotsOf({ input }).every((slot) => slot.endsAt <= now) ? finding('SLOTS_PAST', null) : [];
}

function budgetFindings({ budgetFen, usesMax, kind }: CampaignInput): PolicyFinding[] {
  const isBounded = budgetFen !== null || usesMax !== null;
  return isBounded || kind === 'flash-sale' ? [] : finding('BUDGET_UNLIMITED', null);
}

const WARNINGS: ReadonlySet<PolicyFinding['code']> = new Set<PolicyFinding['code']>([
  'BUDGET_UNLIMITED',
  'SYSTEM_COMPLETION_SHOWN',
  'GIVES_EVERYTHING_AWAY',
]);

/** Why, with the source of each rule: an operator need not take our word for it. */
const WHY: Record<PolicyFinding['code'], string> = {
  PRICE_NOT_LOWER: '活动价须低于现售价，否则构成虚假优惠（《明码标价和禁止价格欺诈规定》第十九条）',
  STRUCK_PRICE_UNPROVEN:
    '划线价须为本次活动前七日内的最低成交价或标明真实依据（《禁止价格欺诈规定》第十六条）',
  SKU_NOT_ON_SALE: '活动商品未上架、已停售或不在活动范围内',
  SLOTS_PAST: '活动时段已全部过去',
  GIVES_EVERYTHING_AWAY: '优惠后金额为零，请确认不是误填',
  SYSTEM_COMPLETION_SHOWN: '系统补足成团会如实展示为“系统成团”，不虚构买家（禁止虚假交易）',
  STORED_VALUE_LIMIT: '超过单用途卡单张限额',
  FLASH_STOCK_EXCEEDS_STOCK: '活动库存大于商品现有库存',
  COUPON_NEVER_VALID: '券在活动结束前已全部失效',
  COUPON_NOT_OFFERED: '新人礼包里的券活动尚未发布，发不出券',
  CHANNEL_UNKNOWN: '指定的渠道不存在，没有顾客能享受',
  SEGMENT_UNKNOWN: '指定的人群或标签不存在，没有顾客能享受',
  BUDGET_UNLIMITED: '未设置预算或总次数上限，活动支出没有上界',
};

/** One finding, as a list to spread. */
export function finding(code: PolicyFinding['code'], skuId: string | null): PolicyFinding[] {
  const level = WARNINGS.has(code) ? ('warning' as const) : ('error' as const);
  return [{ code, level, skuId, why: WHY[code] }];
}
