import type {
  AttributionReason,
  AttributionRule,
  CustomerAttribution,
  Page,
  ReferralFlag,
  ShareLink,
  ShareLinkInput,
  VersionedAttributionRule,
} from '@siyu/shared';
import { client, newKey, type Client } from './http.js';
import { paidBy } from './paid-by.js';
import { placed, prepaid } from './purchase.js';
import { addAddress, newOpenid, aShopper, type TestShopper } from './shopper.js';
import type { TestShop } from './shop.js';

/** The link somebody shares on a card; the front page unless said otherwise. */
export function shared(
  sharer: Pick<Client, 'post'>,
  of: Partial<ShareLinkInput> = {},
): Promise<ShareLink> {
  const asked = { page: 'home', placement: 'card', ...of };
  return sharer.post<ShareLink>('/shop/share-links', asked);
}

/** An id a device has made for itself. */
export const aDevice = newKey;

/** A link is opened on a device; by somebody logged in, or by nobody in particular. */
export async function opened(
  shop: Pick<TestShop, 'url'>,
  { code }: Pick<ShareLink, 'code'>,
  on: { device: string; by?: Pick<Client, 'post'>; visitId?: string },
): Promise<void> {
  const { device: installationId, by = client(shop.url), visitId = newKey() } = on;
  await by.post('/shop/visits', { code, installationId, visitId, scene: 1007 });
}

/** Somebody new who opened this link on a device, their own unless said otherwise, and logged in. */
export async function broughtBy(
  shop: TestShop,
  link: Pick<ShareLink, 'code'>,
  openid = newOpenid(),
  device = aDevice(),
): Promise<TestShopper & { device: string }> {
  await opened(shop, link, { device });
  return { ...(await aShopper(shop, { openid, installationId: device })), device };
}

export function attributionOf(
  operator: Pick<Client, 'get'>,
  shopperId: string,
): Promise<CustomerAttribution> {
  return operator.get<CustomerAttribution>(`/ops/shoppers/${shopperId}/attribution`);
}

/** Whose customer somebody is now, and what became of what they opened, the newest first. */
export async function standingOf(
  operator: Pick<Client, 'get'>,
  shopperId: string,
): Promise<{ owner: string | null; reasons: AttributionReason[] }> {
  const { bindings, touches } = await attributionOf(operator, shopperId);
  const owner = bindings.find(({ isInForce }) => isInForce)?.owner.id ?? null;
  return { owner, reasons: touches.map(({ reason }) => reason) };
}

/** The rule with some of it changed. */
export async function setRule(
  operator: Pick<Client, 'get' | 'put'>,
  over: Partial<AttributionRule>,
): Promise<void> {
  const { rule, version } = await operator.get<VersionedAttributionRule>('/ops/attribution-rule');
  await operator.put('/ops/attribution-rule', { rule: { ...rule, ...over }, version });
}

/** Who invites with a second account of their own: it logs in where the inviter did. */
export async function aSecondAccount(shop: TestShop) {
  const device = aDevice();
  const inviter = await aShopper(shop, { installationId: device });
  const link = await shared(inviter);
  const friend = await broughtBy(shop, link, newOpenid(), device);
  await shop.settle();
  return { inviter, friend, device, link };
}

/** What is held back of these inviter's friends, the newest first. */
export async function flagsOf(
  operator: Pick<Client, 'get'>,
  { id }: Pick<TestShopper, 'id'>,
): Promise<ReferralFlag[]> {
  const { items } = await operator.get<Page<ReferralFlag>>(`/ops/referral-flags?inviterId=${id}`);
  return items;
}

/** So many who came by one link of an inviter, one right after the other. */
export async function friends(
  shop: TestShop,
  inviter: TestShopper,
  count: number,
): Promise<TestShopper[]> {
  const link = await shared(inviter);
  const all: TestShopper[] = [];
  for (let one = 0; one < count; one += 1) all.push(await broughtBy(shop, link));
  await shop.settle();
  return all;
}

/** Somebody's order, sent to an address written like this and paid by themselves or another. */
export async function sentTo(
  shop: TestShop,
  shopper: TestShopper,
  given: { skuId: string; detail: string; payer?: string | undefined },
): Promise<void> {
  const { skuId, detail, payer = shopper.openid } = given;
  const buyer = { ...shopper, addressId: (await addAddress(shopper, { detail })).id };
  const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
  await prepaid(shopper, id);
  await paidBy(shop, payer, id);
}
