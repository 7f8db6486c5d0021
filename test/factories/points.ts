import type { Page, PointBalances, PointsLine, PointsSettings } from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { EarnPoints } from '../../server/src/membership/points/earning/earn-points.service.js';
import { GrantPoints } from '../../server/src/membership/points/lots/grant-points.service.js';
import { PointsPages } from '../../server/src/membership/points/points-pages.service.js';
import {
  DEFAULT_POINTS_SETTINGS,
  PointsRules,
} from '../../server/src/membership/points/points-rules.js';
import { Points } from '../../server/src/membership/points/spending/points.service.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { newOpenid, type TestShopper } from './shopper.js';
import type { TestShop } from './shop.js';

const DAY_MS = 86_400_000;

/** The rules of points: a point a yuan, a hundred pay a yuan, unless something else is given. */
export async function setPoints(
  shop: TestShop,
  change: Partial<PointsSettings> = {},
): Promise<void> {
  const rules = shop.app.get(PointsRules, { strict: false });
  const { version } = await rules.versioned();
  const settings = { ...DEFAULT_POINTS_SETTINGS, isOn: true, ...change };
  await inTransaction(shop.db, (tx) => rules.replace(tx, settings, version));
}

/** Someone who is known to the shop and has no session. */
export async function aMember(shop: TestShop): Promise<string> {
  const id = newId(shop.clock.now());
  await shop.db.query('INSERT INTO shopper (id, openid, created_at, logged_in_at) VALUES (?)', [
    [id, newOpenid(), shop.clock.now(), shop.clock.now()],
  ]);
  return id;
}

/** Points that can be spent at once, by the rules of now. */
export function granted(shop: TestShop, shopperId: string, points: number): Promise<string> {
  const grants = shop.app.get(GrantPoints, { strict: false });
  const key = newId(shop.clock.now());
  return inTransaction(shop.db, (tx) =>
    grants.grant(tx, { shopperId, points, source: 'test', key }),
  );
}

/** An order of so much that was received; its points are pending for a fortnight. */
export async function earned(
  shop: TestShop,
  shopperId: string,
  leftFen: number,
  given: { orderId?: string; days?: number } = {},
): Promise<string> {
  const now = shop.clock.now();
  const { orderId = newId(now), days = 14 } = given;
  const afterSaleUntil = new Date(now.getTime() + days * DAY_MS);
  const purchase = { orderId, shopperId, leftFen: fen(leftFen), paidAt: now, afterSaleUntil };
  const earning = shop.app.get(EarnPoints, { strict: false });
  await inTransaction(shop.db, (tx) => earning.earn(tx, purchase));
  return orderId;
}

/** Money of it goes back until so much is left. */
export function returnedTo(
  shop: TestShop,
  shopperId: string,
  orderId: string,
  leftFen: number,
  refundId = newId(shop.clock.now()),
): Promise<void> {
  const earning = shop.app.get(EarnPoints, { strict: false });
  const returned = { orderId, shopperId, refundId, leftFen: fen(leftFen) };
  return inTransaction(shop.db, (tx) => earning.takeBack(tx, returned));
}

/** An order that holds points worth so much; its id. */
export async function held(
  shop: TestShop,
  shopperId: string,
  amountFen: number,
  orderId = newId(shop.clock.now()),
): Promise<string> {
  await spending(shop, (points, tx) =>
    points.hold(tx, { shopperId, orderId, amountFen: fen(amountFen) }),
  );
  return orderId;
}

export function spending<T>(
  shop: TestShop,
  work: (points: Points, tx: Tx) => Promise<T>,
): Promise<T> {
  const points = shop.app.get(Points, { strict: false });
  return inTransaction(shop.db, (tx) => work(points, tx));
}

export function balancesOf(shop: TestShop, shopperId: string): Promise<PointBalances> {
  return shop.app.get(PointsPages, { strict: false }).balances(shopperId);
}

/** A shopper's history as `[kind, points, balance after]`, oldest first. */
export async function storyOf(shopper: TestShopper): Promise<[string, number, number][]> {
  const { items } = await shopper.get<Page<PointsLine>>('/shop/points/history?limit=50');
  return items
    .map((line): [string, number, number] => [line.kind, line.points, line.balanceAfter])
    .reverse();
}

/** Time passes, and whatever is due by then is done. */
export async function afterTime(shop: TestShop, days: number): Promise<void> {
  shop.clock.advance(days * DAY_MS);
  await shop.settle();
}
