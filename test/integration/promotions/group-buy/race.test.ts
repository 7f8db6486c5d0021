import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlacedOrder, RefusalBody } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { published } from '../../../factories/campaign.js';
import { aCrowd, type Bystander } from '../../../factories/crowd.js';
import {
  aGroupBuy,
  ALONE_FEN,
  groupBuyInput,
  minutesLater,
  seatRequest,
  teamIdOf,
  type GroupBuy,
} from '../../../factories/group-buy.js';
import { newKey } from '../../../factories/http.js';
import { anotherInstance, type Instance } from '../../../factories/instance.js';
import { aProduct, aSku } from '../../../factories/product.js';
import { notified, orderOf, payInSheet, prepaid, skuOf } from '../../../factories/purchase.js';
import {
  anOwner,
  aShopProcess,
  type Running,
  type ShopProcess,
} from '../../../factories/shop-process.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { loginCode, setSwitches } from '../../../factories/shopper.js';
import { until } from '../../../factories/until.js';

const TEAMS = 50;
const JOINERS_EACH = 10;
const RETRY_AFTER_MS = 50;

type Seller = Pick<GroupBuy, 'campaign' | 'skuId'>;
type Place = Pick<TestShop, 'url' | 'db'> & { sandbox: { url: string } };

/** As a phone does: the same key until there is an answer, at whichever server is there. */
async function persists(
  seller: Seller,
  joiner: Bystander,
  teamId: string | null,
  urls: readonly string[],
): Promise<PlacedOrder | string> {
  const asked = { body: seatRequest(seller, joiner, teamId), key: newKey() };
  for (let attempt = 0; ; attempt++) {
    const answer = await joiner
      .at(urls[attempt % urls.length] ?? '')
      .ask<PlacedOrder | RefusalBody>('POST', '/shop/orders', asked)
      .catch(() => null);
    if (answer && answer.status < 400) return answer.body as PlacedOrder;
    if (answer && answer.status !== 503) return (answer.body as RefusalBody).code;
    await pause(RETRY_AFTER_MS);
  }
}

/** WeChat comes to know the person by their login, and takes their money. */
async function pays(place: Place, buyer: Bystander, orderId: string): Promise<void> {
  await loginCode(place, buyer.openid);
  await payInSheet(place, await prepaid(buyer, orderId));
}

/** Teams of two whose leaders have paid. */
async function ledTeams(place: Place, seller: Seller, crowd: Bystander[]): Promise<string[]> {
  const orders = await Promise.all(
    crowd.map(async (leader) => {
      const answer = await persists(seller, leader, null, [place.url]);
      if (typeof answer === 'string') throw new Error(answer);
      await pays(place, leader, answer.id);
      return answer.id;
    }),
  );
  return Promise.all(orders.map((id) => teamIdOf(place, id)));
}

/** Everybody asks for the one seat that is left in their team; who got one, and how the rest fared. */
async function race(
  seller: Seller,
  teams: readonly string[],
  urls: readonly string[],
  crowd: readonly Bystander[],
  onPlaced: () => void = () => undefined,
) {
  const seated: { joiner: Bystander; orderId: string; teamId: string }[] = [];
  const refused: string[] = [];
  await Promise.all(
    crowd.map(async (joiner, number) => {
      const teamId = teams[number % teams.length] ?? '';
      const order = number % 2 === 0 ? urls : [...urls].reverse();
      const answer = await persists(seller, joiner, teamId, order);
      if (typeof answer === 'string') refused.push(answer);
      else seated.push({ joiner, orderId: answer.id, teamId });
      if (typeof answer !== 'string') onPlaced();
    }),
  );
  return { seated, refused };
}

function expectOneEach(
  { seated, refused }: Awaited<ReturnType<typeof race>>,
  teams: readonly string[],
): void {
  expect(seated.map(({ teamId }) => teamId).sort()).toEqual([...teams].sort());
  expect(refused).toHaveLength(TEAMS * (JOINERS_EACH - 1));
  expect(new Set(refused)).toEqual(new Set(['GROUP_FULL']));
}

describe('given 500 want the last seats of 50 teams', () => {
  let shop: TestShop;
  let other: Instance;
  beforeAll(async () => {
    shop = await aShop();
    other = await anotherInstance(shop);
  });
  afterEach(() => expectCleanAudit(shop));
  afterAll(async () => {
    await other.close();
    await shop.close();
  });

  const succeeded = async () => {
    const sql = "SELECT COUNT(*) AS teams FROM team WHERE state = 'succeeded' AND paid = 2";
    const [found] = await shop.db.query(sql);
    return (found as { teams: number }).teams;
  };

  it('when they ask two instances at once, then one has each seat, and its team is complete', async () => {
    const seller = await aGroupBuy(shop, { size: 2 });
    const [leaders, joiners] = await Promise.all([
      aCrowd(shop, TEAMS),
      aCrowd(shop, TEAMS * JOINERS_EACH),
    ]);
    const teams = await ledTeams(shop, seller, leaders);
    await notified(shop);
    const outcome = await race(seller, teams, [shop.url, other.url], joiners);
    expectOneEach(outcome, teams);
    await expectCleanAudit(shop);
    await Promise.all(outcome.seated.map(({ joiner, orderId }) => pays(shop, joiner, orderId)));
    await notified(shop);
    expect(await succeeded()).toBe(TEAMS);
  });

  it('case 18: when a team of a hundred fails, then all are refunded, however WeChat slows it down', async () => {
    const seller = await aGroupBuy(shop, { size: 100 });
    const [leader, ...members] = await aCrowd(shop, 99);
    const [teamId] = await ledTeams(shop, seller, [leader!]);
    await notified(shop);
    const orders = await Promise.all(
      members.map(async (member) => {
        const answer = await persists(seller, member, teamId!, [shop.url, other.url]);
        if (typeof answer === 'string') throw new Error(answer);
        await pays(shop, member, answer.id);
        return { member, id: answer.id };
      }),
    );
    await notified(shop);
    const slow = { path: '/v3/refund/domestic/refunds', times: 60, code: 'FREQUENCY_LIMITED' };
    await setSwitches(shop, { errors: [slow] });
    await minutesLater(shop, 60);
    for (let minute = 0; minute < 3; minute++) await minutesLater(shop, 1);
    for (const { member, id } of orders) {
      expect(await orderOf(member, id)).toMatchObject({ state: 'closed', refundedFen: 12_000 });
    }
    const [found] = await shop.db.query(
      `SELECT COUNT(*) AS refunds, SUM(refund.state = 'succeeded') AS arrived FROM refund
       JOIN orders ON orders.payment_id = refund.payment_id
       JOIN team_seat AS seat ON seat.order_id = orders.id WHERE seat.team_id = ?`,
      [teamId],
    );
    expect(found).toMatchObject({ refunds: 99, arrived: 99 });
  });
});

describe('given two servers fill 50 teams, each a process of its own', () => {
  let shop: ShopProcess;
  let second: Running;
  let seller: Seller;
  beforeAll(async () => {
    shop = await aShopProcess();
    await shop.stock(
      aProduct({ handle: 'mug', skus: [aSku({ priceFen: ALONE_FEN, stock: 900 })] }),
    );
    second = await shop.anotherServer();
    const skuId = await skuOf(shop, 'mug');
    const input = groupBuyInput(skuId, { size: 2 });
    seller = { campaign: await published(shop as never, input, await anOwner(shop)), skuId };
    await setSwitches(shop, { timeFactor: 75 });
  });
  afterEach(() => expectCleanAudit(shop));
  afterAll(() => shop.close());

  const countOf = async (sql: string) => {
    const [found] = await shop.db.query(`SELECT COUNT(*) AS count FROM ${sql}`);
    return (found as { count: number }).count;
  };

  it('when one is killed in the middle, then everyone is answered, and one has each seat', async () => {
    const leaders = await aCrowd(shop, TEAMS);
    const joiners = await aCrowd(shop, TEAMS * JOINERS_EACH);
    const teams = await ledTeams(shop, seller, leaders);
    await until('the leaders have paid', async () => {
      return (await countOf('team WHERE paid = 1')) === TEAMS;
    });
    let placed = 0;
    let blow: Promise<void> | null = null;
    const strike = () => {
      placed += 1;
      if (placed >= TEAMS / 4) blow ??= second.kill();
    };
    const outcome = await race(seller, teams, [shop.url, second.url], joiners, strike);
    expect(blow).not.toBeNull();
    await blow;
    expectOneEach(outcome, teams);
    await Promise.all(outcome.seated.map(({ joiner, orderId }) => pays(shop, joiner, orderId)));
    await until('every team has succeeded', async () => {
      return (await countOf("team WHERE state = 'succeeded' AND paid = 2")) === TEAMS;
    });
    await until('their orders are sent', async () => {
      return (await countOf("orders WHERE state = 'to-ship'")) === 2 * TEAMS;
    });
  });
});
