import type { ShopSettings } from '@siyu/shared';
import { Settings } from '../../server/src/shop/settings.js';
import { inTransaction } from '../../server/src/platform/transaction.js';
import type { TestShop } from './shop.js';

/** Sets some of the shop's settings, for this instance at once. */
export async function setShop(shop: TestShop, change: Partial<ShopSettings>): Promise<void> {
  const store = shop.app.get(Settings, { strict: false });
  const { settings, version } = await store.versioned();
  await inTransaction(shop.db, (tx) => store.replace(tx, { ...settings, ...change }, version));
}
