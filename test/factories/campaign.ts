import type { Campaign, CampaignRequest } from '@siyu/shared';
import { anOperator, type TestOperator } from './operator.js';
import type { TestShop } from './shop.js';

type Kind = CampaignRequest['kind'];
type Of<K extends Kind> = Extract<CampaignRequest, { kind: K }>;
type Given<K extends Kind> = Pick<Of<K>, 'kind' | 'rule'> & Partial<Of<K>>;

/** A campaign of the whole day around noon, that combines with everything. */
export function aCampaign<K extends Kind>(shop: Pick<TestShop, 'clock'>, given: Given<K>): Of<K> {
  const at = (hours: number) =>
    new Date(shop.clock.now().getTime() + hours * 3_600_000).toISOString();
  return {
    name: '活动',
    slots: [{ startsAt: at(-1), endsAt: at(23) }],
    scope: null,
    combinesWith: ['price', 'reduction', 'gift', 'coupon'],
    usesMax: 1_000_000,
    ...given,
  } as unknown as Of<K>;
}

/** A campaign that is live now. */
export async function published<K extends Kind>(
  shop: TestShop,
  given: Given<K>,
  operator?: TestOperator,
): Promise<Campaign> {
  const by = operator ?? (await anOperator(shop));
  const draft = await by.post<Campaign>('/ops/campaigns', aCampaign(shop, given));
  return by.post<Campaign>(`/ops/campaigns/${draft.id}/publish`);
}
