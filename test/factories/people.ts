import type {
  JoinDecision,
  LinkProposal,
  LinkState,
  Page,
  PersonLink,
  PersonPage,
} from '@siyu/shared';
import type { TestOperator } from './operator.js';
import type { TestShop } from './shop.js';

const reason = '电话核实过';

/** Makes two accounts one to WeChat, and lets it be noticed as a login would. */
export async function oneToWechat(shop: TestShop, ...ids: string[]): Promise<void> {
  await shop.db.query('UPDATE shopper SET unionid = ? WHERE id IN (?)', [`o${ids[0]}`, ids]);
}

export function personOf(operator: TestOperator, shopperId: string): Promise<PersonPage> {
  return operator.get<PersonPage>(`/ops/people/${shopperId}`);
}

/** The links between two accounts that are in a state, with what both own. */
export async function linksOf(
  operator: TestOperator,
  state: LinkState,
  ...shopperIds: string[]
): Promise<LinkProposal[]> {
  const { items } = await operator.get<Page<LinkProposal>>(
    `/ops/person-links?state=${state}&limit=50`,
  );
  return items.filter(
    ({ oneId, otherId }) => shopperIds.includes(oneId) && shopperIds.includes(otherId),
  );
}

/** An operator says that two accounts are one person. */
export function joined(
  operator: TestOperator,
  oneId: string,
  otherId: string,
  balances?: JoinDecision['balances'],
): Promise<PersonLink> {
  const said = balances === undefined ? {} : { balances };
  return operator.post('/ops/person-links', { oneId, otherId, reason, ...said });
}

export function decided(
  operator: TestOperator,
  { id }: Pick<PersonLink, 'id'>,
  what: 'acceptance' | 'refusal' | 'split',
): Promise<PersonLink> {
  return operator.post(`/ops/person-links/${id}/${what}`, { reason });
}
