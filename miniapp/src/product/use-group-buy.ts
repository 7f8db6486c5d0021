import { readGroupBuysOf } from '@/group-buy/api';
import { useLoaded } from '@/ui/use-loaded';

/** The first group buy of a product and its teams one can join; no offer where there is none. */
export function useGroupBuy(productId: string) {
  const { value, reload } = useLoaded(productId, () => readGroupBuysOf(productId));
  const team = value?.offers[0];
  const teams = value?.teams.filter((one) => one.campaignId === team?.campaignId) ?? [];
  return { team, teams, reload: () => void reload() };
}
