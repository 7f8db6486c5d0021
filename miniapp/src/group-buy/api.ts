import type { ProductGroupBuy, TeamAnswer } from '@siyu/shared';
import { call } from '@/platform/http';

/** Live group buys of a product, and teams one can join. */
export const readGroupBuysOf = (productId: string) =>
  call<ProductGroupBuy>('/shop/group-buys', { query: { productId } });

/** A team, for whoever holds its address. Throws `GROUP_NOT_FOUND`. */
export const readTeam = (id: string) => call<TeamAnswer>(`/shop/teams/${id}`);
