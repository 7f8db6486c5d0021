import { Inject, Injectable } from '@nestjs/common';
import { ADDRESSES_MAX, type Address } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { once } from '../platform/idempotency.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import {
  addressesOf,
  deleteAddress,
  findAddress,
  healDefaultAddress,
  insertAddress,
  lockBook,
  lockShoppersAt,
  setDefaultAddress,
  updateAddress,
} from './address.store.js';

type Fields = Omit<Address, 'id'>;

/**
 * A shopper's addresses. While there are any, exactly one is the default: the first one becomes it,
 * and it moves only by making another the default or by being deleted.
 */
@Injectable()
export class AddressBook {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The default first, then the newest. */
  list(shopperId: string): Promise<Address[]> {
    return addressesOf(this.db.manager, shopperId);
  }

  /** One address, in one statement; null when there is none or it is someone else's. */
  find(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    addressId: string,
  ): Promise<Address | null> {
    return findAddress(db, shopperId, addressId);
  }

  /**
   * Holds shoppers until the transaction ends, so that what is counted for each is counted by one
   * at a time. Answers which address each of them means; null for none, or someone else's.
   */
  async lockAt(
    tx: Tx,
    asked: readonly { shopperId: string; addressId: string }[],
  ): Promise<(shopperId: string, addressId: string) => Address | null> {
    const shopperIds = [...new Set(asked.map((one) => one.shopperId))];
    const addressIds = [...new Set(asked.map((one) => one.addressId))];
    const found = await lockShoppersAt(tx, shopperIds, addressIds);
    const byId = new Map(found.map(({ shopperId, ...place }) => [place.id, { shopperId, place }]));
    return (shopperId, addressId) => {
      const one = byId.get(addressId);
      return one?.shopperId === shopperId ? { ...one.place, isDefault: false } : null;
    };
  }

  /** @throws Refusal ADDRESSES_TOO_MANY, IDEMPOTENCY_KEY_REUSED */
  add(shopperId: string, key: string, fields: Fields): Promise<Address> {
    const now = this.clock.now();
    const write = { ownerId: shopperId, key, route: 'POST /shop/addresses', body: fields };
    return inTransaction(this.db, (tx) =>
      once(tx, write, now, async () => {
        const count = await lockBook(tx, shopperId);
        if (count >= ADDRESSES_MAX) throw new Refusal('ADDRESSES_TOO_MANY', { max: ADDRESSES_MAX });
        const id = newId(now);
        await insertAddress(tx, shopperId, id, fields, now);
        if (fields.isDefault || count === 0) await setDefaultAddress(tx, shopperId, id);
        return this.existing(tx, shopperId, id);
      }),
    );
  }

  /** @throws Refusal ADDRESS_NOT_FOUND */
  replace(shopperId: string, addressId: string, fields: Fields): Promise<Address> {
    return inTransaction(this.db, async (tx) => {
      await lockBook(tx, shopperId);
      await updateAddress(tx, shopperId, addressId, fields, this.clock.now());
      const address = await this.existing(tx, shopperId, addressId);
      if (!fields.isDefault) return address;
      await setDefaultAddress(tx, shopperId, addressId);
      return { ...address, isDefault: true };
    });
  }

  /** @throws Refusal ADDRESS_NOT_FOUND */
  async remove(shopperId: string, addressId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await lockBook(tx, shopperId);
      const deleted = await deleteAddress(tx, shopperId, addressId);
      if (deleted === 0) throw new Refusal('ADDRESS_NOT_FOUND');
      await healDefaultAddress(tx, shopperId, addressId);
    });
  }

  private async existing(tx: Tx, shopperId: string, addressId: string): Promise<Address> {
    const address = await findAddress(tx, shopperId, addressId);
    if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
    return address;
  }
}
