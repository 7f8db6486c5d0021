import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADDRESSES_MAX, type Address } from '@siyu/shared';
import { AddressBook } from '../../../server/src/identity/address-book.js';
import { newKey } from '../../factories/http.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, anAddress, aShopper, type TestShopper } from '../../factories/shopper.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

const listed = (shopper: TestShopper) => shopper.get<Address[]>('/shop/addresses');
const defaults = async (shopper: TestShopper) =>
  (await listed(shopper)).filter((address) => address.isDefault).map((address) => address.id);

describe('given an empty address book', () => {
  it('when an address is added, then it is the default and is read back whole', async () => {
    const shopper = await aShopper(shop);
    const added = await addAddress(shopper);
    expect(added).toEqual({ ...anAddress(), id: added.id, isDefault: true });
    expect(await listed(shopper)).toEqual([added]);
  });

  it('when the same request comes ten times at once, then there is one address', async () => {
    const shopper = await aShopper(shop);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => shopper.post<Address>('/shop/addresses', anAddress(), key)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await listed(shopper)).toHaveLength(1);
  });

  it('when the key comes again with another address, or is missing, then it is refused', async () => {
    const shopper = await aShopper(shop);
    const key = newKey();
    await shopper.post('/shop/addresses', anAddress(), key);
    const body = anAddress({ detail: '文三路 101 号' });
    const refusal = (asked: object) => shopper.refusal('POST', '/shop/addresses', asked);
    expect(await refusal({ body, key })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await refusal({ body, key: null })).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  it('when a field is wrong, then it is named and nothing is stored', async () => {
    const shopper = await aShopper(shop);
    const body = anAddress({ phone: '12345' });
    const answer = await shopper.ask('POST', '/shop/addresses', { body });
    expect(answer.body).toMatchObject({
      code: 'INVALID_INPUT',
      facts: { issues: [{ path: ['phone'] }] },
    });
    expect(await listed(shopper)).toEqual([]);
  });
});

describe('given a book with several addresses', () => {
  it('when another is made the default, then it is the only one and comes first', async () => {
    const shopper = await aShopper(shop);
    const [first, second] = [await addAddress(shopper), await addAddress(shopper)];
    expect(await defaults(shopper)).toEqual([first.id]);
    const body = anAddress({ detail: '龙井路 1 号', isDefault: true });
    const changed = await shopper.put<Address>(`/shop/addresses/${second.id}`, body);
    expect(changed).toEqual({ ...body, id: second.id });
    expect((await listed(shopper)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await defaults(shopper)).toEqual([second.id]);
  });

  it('when two are made the default at once, then there is still one', async () => {
    const shopper = await aShopper(shop);
    const made = [await addAddress(shopper), await addAddress(shopper), await addAddress(shopper)];
    const body = anAddress({ isDefault: true });
    await Promise.all(made.map(({ id }) => shopper.put(`/shop/addresses/${id}`, body)));
    expect(await defaults(shopper)).toHaveLength(1);
  });

  it('when the default is said not to be it, then it stays until another is chosen', async () => {
    const shopper = await aShopper(shop);
    const { id } = await addAddress(shopper);
    const body = anAddress({ isDefault: false });
    const kept = await shopper.put<Address>(`/shop/addresses/${id}`, body);
    expect(kept.isDefault).toBe(true);
  });

  it('when the default is deleted, then the newest left is it; when all are, none', async () => {
    const shopper = await aShopper(shop);
    const [first, second, third] = [
      await addAddress(shopper),
      await addAddress(shopper),
      await addAddress(shopper),
    ];
    await shopper.del(`/shop/addresses/${first.id}`);
    expect(await defaults(shopper)).toEqual([third.id]);
    await shopper.del(`/shop/addresses/${second.id}`);
    expect(await defaults(shopper)).toEqual([third.id]);
    await shopper.del(`/shop/addresses/${third.id}`);
    expect(await listed(shopper)).toEqual([]);
    expect((await addAddress(shopper)).isDefault).toBe(true);
  });
});

describe('given a full address book', () => {
  it('when more come at once, then not one too many is stored', async () => {
    const shopper = await aShopper(shop);
    const refusals = await Promise.all(
      Array.from({ length: ADDRESSES_MAX + 5 }, () =>
        shopper.refusal('POST', '/shop/addresses', { body: anAddress() }),
      ),
    );
    expect(refusals.filter((code) => code === null)).toHaveLength(ADDRESSES_MAX);
    expect(refusals.filter((code) => code === 'ADDRESSES_TOO_MANY')).toHaveLength(5);
    expect(await listed(shopper)).toHaveLength(ADDRESSES_MAX);
  });
});

describe('given someone else’s address', () => {
  it('when its id is used, then it is as if there were none, and it stays as it was', async () => {
    const [owner, stranger] = [await aShopper(shop), await aShopper(shop)];
    const address = await addAddress(owner);
    const path = `/shop/addresses/${address.id}`;
    const body = anAddress({ recipient: '别人' });
    expect(await stranger.refusal('PUT', path, { body })).toBe('ADDRESS_NOT_FOUND');
    expect(await stranger.refusal('DELETE', path)).toBe('ADDRESS_NOT_FOUND');
    const find = (shopperId: string) =>
      shop.app.get(AddressBook).find(shop.db.manager, shopperId, address.id);
    expect([await find(stranger.id), await find(owner.id)]).toEqual([null, address]);
    expect(await listed(owner)).toEqual([address]);
  });

  it('when the id is none at all, then the request is refused as malformed', async () => {
    const shopper = await aShopper(shop);
    expect(await shopper.refusal('DELETE', '/shop/addresses/1%20OR%201')).toBe('INVALID_INPUT');
  });
});
