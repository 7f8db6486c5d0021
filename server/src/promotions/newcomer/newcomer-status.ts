import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addressKey, personKey, phoneKey, type PersonKey } from '../../identity/person-keys.js';
import { Shoppers } from '../../identity/shoppers.js';
import { NewcomerStatus, type Delivery } from '../campaigns/audience.js';
import { OrderHistory, type Person } from '../campaigns/order-history.js';
import { AddressExceptions } from './address-exceptions.js';
import { claimsOf } from './newcomer-claim.store.js';

type Db = Pick<EntityManager, 'query'>;

/** Someone by all that may make them another: their own keys, and those who share one. */
export interface KnownPerson extends Person {
  keys: PersonKey[];
}

/**
 * A newcomer has no order that went through and none that holds a newcomer's benefit: under this
 * openid, unionid or phone number, sent to this address or with this phone, or paid by this openid.
 */
@Injectable()
export class FirstOrderStatus extends NewcomerStatus {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly history: OrderHistory,
    private readonly exceptions: AddressExceptions,
  ) {
    super();
  }

  override async isNewcomer(
    db: Db,
    shopperId: string,
    _now: Date,
    delivery: Delivery | null = null,
    { refundedCounts = true }: { refundedCounts?: boolean } = {},
  ): Promise<boolean> {
    const person = await this.personOf(db, shopperId, delivery);
    if (await this.history.hasOrdered(db, person, { refundedCounts })) return false;
    const taken = (await claimsOf(db, person.keys)).map(({ orderId }) => orderId);
    if (taken.length === 0 || refundedCounts) return taken.length === 0;
    const given = await this.history.givenBack(db, taken);
    return taken.every((orderId) => given.has(orderId));
  }

  /** The shopper of an openid, as a list that may be empty. */
  shoppersOf(db: Db, openid: string): Promise<string[]> {
    return this.shoppers.idsOf(db, openid);
  }

  /** Whoever would have it sent there; a place that many share says nothing of them. */
  async personOf(db: Db, shopperId: string, delivery: Delivery | null): Promise<KnownPerson> {
    const { openid, unionid, phone, shopperIds, openids } = await this.shoppers.personOf(
      db,
      shopperId,
      delivery?.phone ?? null,
    );
    const isShared = delivery === null || (await this.exceptions.cover(db, delivery));
    const address = isShared ? null : addressKey(delivery);
    const phones = [phone, delivery?.phone ?? null].filter((one) => one !== null);
    const keys = [
      personKey('openid', openid),
      ...(unionid === null ? [] : [personKey('unionid', unionid)]),
      ...phones.map(phoneKey),
      ...(address === null ? [] : [address]),
    ];
    const own = [...new Map(keys.map((key) => [key.hash, key])).values()];
    return { shopperIds, openids, addressKey: address?.hash ?? null, keys: own };
  }
}
