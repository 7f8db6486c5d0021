import {
  formatYuan,
  type Fen,
  type GroupBuyOffer,
  type GroupBuyRule,
  type OpenTeam,
  type QuotedSku,
  type TeamAnswer,
} from '@siyu/shared';
import type { TeamRow } from './team.store.js';

type Prices = GroupBuyOffer['prices'];
type Facts = ReadonlyMap<string, QuotedSku>;

/** The mini-program's page of a team. */
const TEAM_PAGE = '/group-buy/team';

/** People a team still needs. */
export function missingOf({ size, paid }: Pick<TeamRow, 'size' | 'paid'>): number {
  return Math.max(0, size - paid);
}

/** What a rule sells of one product, beside what it costs alone. */
export function pricesOf(
  { prices }: Pick<GroupBuyRule, 'prices'>,
  facts: Facts,
  productId: string,
): Prices {
  return prices.flatMap(({ skuId, priceFen, leaderPriceFen }) => {
    const sku = facts.get(skuId);
    if (sku?.productId !== productId || !sku.onSale) return [];
    const { unitPriceFen: ordinaryPriceFen, optionText } = sku;
    return [{ skuId, priceFen, leaderPriceFen, ordinaryPriceFen, optionText }];
  });
}

export function productOf(
  { productId, skuId }: Pick<TeamRow, 'productId' | 'skuId'>,
  facts: Facts,
): TeamAnswer['product'] {
  const sku = facts.get(skuId);
  return { id: productId, title: sku?.title ?? '', pictureUrl: sku?.pictureUrl ?? null };
}

export function openTeamView(team: TeamRow, shopperId: string | null): OpenTeam {
  return {
    ...{ id: team.id, campaignId: team.campaignId, size: team.size, seatsMax: team.seatsMax },
    ...{ paid: team.paid, missing: missingOf(team), expiresAt: team.expiresAt.toISOString() },
    newcomersJoin: team.terms.newcomersJoin,
    isMine: team.leaderId === shopperId,
  };
}

/** What a share card carries; the path says who shared it, for attribution. */
export function shareOf(
  team: TeamRow,
  { title }: TeamAnswer['product'],
  prices: Prices,
  shopperId: string | null,
): TeamAnswer['share'] {
  const from = shopperId === null ? '' : `&from=${shopperId}`;
  const price = lowest(prices);
  const start = missingOf(team) > 0 ? `还差 ${missingOf(team)} 人` : '邀你一起';
  const at = price === null ? '' : `，${formatYuan(price)} 元`;
  return { title: `${start}${at}拼「${title}」`, path: `${TEAM_PAGE}?team=${team.id}${from}` };
}

function lowest(prices: Prices): Fen | null {
  return prices.reduce<Fen | null>(
    (least, { priceFen }) => (least === null || priceFen < least ? priceFen : least),
    null,
  );
}
