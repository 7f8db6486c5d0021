import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShopConfig, ShopSettings } from '@siyu/shared';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let owner: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  owner = await anOperator(shop);
});
afterAll(() => shop.close());

type Contact = Pick<ShopSettings, 'customerServicePhone' | 'customerServiceUrl'>;

/** Changes how the shop is reached, and nothing else of it. */
async function set(contact: Partial<Contact>): Promise<void> {
  const { settings, version } = await owner.get<Versioned>('/ops/settings');
  await owner.put('/ops/settings', { settings: { ...settings, ...contact }, version });
}

interface Versioned {
  settings: ShopSettings;
  version: number;
}

const shown = () => client(shop.url).get<ShopConfig>('/shop/config');

describe('given a shop that has set no way to be reached', () => {
  it('then its configuration says so with nothing', async () =>
    expect(await shown()).toMatchObject({ customerServicePhone: '', customerServiceUrl: '' }));
});

describe('given a shop that sets a phone and a chat', () => {
  it('then a browser is told both', async () => {
    const contact = {
      customerServicePhone: '0571-88880000',
      customerServiceUrl: 'https://chat.example/枕溪',
    };
    await set(contact);
    expect(await shown()).toMatchObject(contact);
  });

  it.each([
    { customerServicePhone: 'javascript:alert(1)' },
    { customerServicePhone: '0571-8888-' },
    { customerServiceUrl: 'javascript:alert(1)' },
    { customerServiceUrl: 'http://chat.example' },
  ])('when it sets %j, then that is refused', (contact) =>
    expect(set(contact)).rejects.toThrow('INVALID_INPUT'),
  );
});
