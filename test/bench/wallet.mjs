import { anOwner } from './operator.mjs';
import { aShopper, get, key, post, put } from './purchase.mjs';

const FUND_FEN = 500_000_000;
const RECHARGE_FEN = 100;

/** What one operation of each row is: how many requests, and of how many members. */
export const WALLET_ROWS = [
  { name: 'recharge', requests: 2, isHot: false, work: recharge },
  { name: 'recharge-hot', requests: 2, isHot: true, work: recharge },
  { name: 'balance-purchase', requests: 2, isHot: false, work: buyByBalance },
  { name: 'balance-purchase-hot', requests: 2, isHot: true, work: buyByBalance },
];

/** Members with a balance that does not run out, in a shop where any amount can be recharged. */
export async function prepareWallets(shop, db, members) {
  const headers = await anOwner(shop, 'bench-wallet');
  await changed(shop, headers, '/ops/settings', { openOrdersMax: 100 });
  await changed(shop, headers, '/ops/wallet/settings', {
    ...{ capFen: 2 * FUND_FEN, custom: { minFen: 1, maxFen: FUND_FEN } },
  });
  const shoppers = await Promise.all(
    Array.from({ length: members }, (_, number) => aShopper(shop, `wallet-${number}`)),
  );
  for (const shopper of shoppers) await recharge(shop, shopper, null, FUND_FEN);
  await untilAllRecharged(db);
  return shoppers;
}

/** Placed, prepaid and paid in the sandbox; WeChat's notification follows by itself. */
async function recharge(shop, { headers }, _skuId, amountFen = RECHARGE_FEN) {
  const body = { planId: null, shownPrincipalFen: amountFen, shownBonusFen: 0 };
  const { id } = await post(`${shop.url}/shop/wallet/recharges`, body, { ...headers, ...key() });
  const { jsapi } = await post(`${shop.url}/shop/wallet/recharges/${id}/payment`, {}, headers);
  await post(`${shop.sandboxUrl}/sandbox/pay`, jsapi);
}

/** Quoted and placed: the balance pays all of it, and nobody is asked for more. */
async function buyByBalance(shop, { headers, addressId }, skuId) {
  const lines = [{ skuId, quantity: 1 }];
  const { totalFen } = await post(`${shop.url}/shop/quote`, { lines, addressId }, headers);
  const tender = { balanceFen: totalFen, balanceConfirmed: true };
  await post(
    `${shop.url}/shop/orders`,
    { lines, addressId, shownTotalFen: totalFen, returnPolicyConfirmed: true, ...tender },
    { ...headers, ...key() },
  );
}

/** Resolves when no recharge or order waits for its money any more; how often it looked. */
export async function untilAllRecharged(db) {
  for (let looks = 1; ; looks++) {
    const [[{ open }]] = await db.query(
      `SELECT (SELECT COUNT(*) FROM recharge WHERE state = 'awaiting-payment')
         + (SELECT COUNT(*) FROM orders WHERE state = 'awaiting-payment') AS open`,
    );
    if (open === 0) return looks;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function changed(shop, headers, path, change) {
  const { settings, version } = await get(shop.url + path, headers);
  await put(shop.url + path, { version, settings: { ...settings, ...change } }, headers);
}
