import { circleClosedBy, companiesAmong, grouped } from '@siyu/shared';

/**
 * Inviters with their friends as the shop's risk rules see them, made of a year's raw records: who
 * opened whose link last before registering is their friend.
 */
export function companiesOf(year) {
  const friends = friendsOf(year);
  const circles = circlesOf(year, friends);
  const byInviter = grouped([...friends.values()], ({ inviterId }) => inviterId);
  const accounts = new Map(year.shoppers.map((shopper) => [shopper.id, shopper]));
  const places = placesOf(year);
  return [...byInviter].flatMap(([id, all]) => {
    const { openid, phone, installation } = accounts.get(id);
    const known = { id, phone, installations: [installation], places: places.get(id) ?? [] };
    const inviter = { ...known, payer: openid };
    return companiesAmong(all).map((near) => ({
      ...{ inviter, friends: near },
      circles: near.flatMap((friend) => circles.get(friend.id) ?? []),
    }));
  });
}

function friendsOf({ shoppers, shares, visits, orders }) {
  const owners = new Map(shares.map(({ code, sharer }) => [code, sharer.shopper]));
  const opened = grouped(visits, ({ installation }) => installation);
  const payers = grouped(orders, ({ shopper }) => shopper);
  const places = placesOf({ orders });
  const friends = new Map();
  for (const { id, phone, installation, registeredAt } of shoppers) {
    const last = opened.get(installation)?.findLast(({ at }) => at <= registeredAt);
    const inviterId = last && owners.get(last.code);
    if (inviterId === undefined || inviterId === id) continue;
    friends.set(id, {
      ...{ id, inviterId, phone, installations: [installation], places: places.get(id) ?? [] },
      ...{ openedAt: new Date(last.at), registeredAt: new Date(registeredAt) },
      payers: (payers.get(id) ?? []).map(({ payer }) => payer),
    });
  }
  return friends;
}

function placesOf({ orders }) {
  const places = new Map();
  for (const { shopper, place } of orders)
    places.set(shopper, [...(places.get(shopper) ?? []), place].slice(0, 3));
  return places;
}

/** Every circle that was closed in the year, by each of those in it. */
function circlesOf({ shoppers, shares, visits }, friends) {
  const owners = new Map(shares.map(({ code, sharer }) => [code, sharer.shopper]));
  const users = grouped(shoppers, ({ installation }) => installation);
  const circles = new Map();
  for (const { installation, code, at } of visits) {
    for (const { id: openerId } of users.get(installation) ?? []) {
      const opened = { openerId, ownerId: owners.get(code), openedAt: new Date(at) };
      const circle = circleClosedBy(opened, (id) => friends.get(id)) ?? [];
      for (const { id } of circle) circles.set(id, [...(circles.get(id) ?? []), circle]);
    }
  }
  return circles;
}
