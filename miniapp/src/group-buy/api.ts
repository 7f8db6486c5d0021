import type { NearestTeams, ProductGroupBuy, TeamAnswer } from '@siyu/shared';
import { call, readPublic } from '@/platform/http';

/** Live group buys of a product, and teams one can join. */
export const readGroupBuysOf = (productId: string) =>
  call<ProductGroupBuy>('/shop/group-buys', { query: { productId } });

/** Teams that miss the fewest people, for the front page. */
export const readNearestTeams = () => readPublic<NearestTeams>('/shop/group-buys/nearest');

/** A team, for whoever holds its address. Throws `GROUP_NOT_FOUND`. */
export const readTeam = (id: string) => call<TeamAnswer>(`/shop/teams/${id}`);
