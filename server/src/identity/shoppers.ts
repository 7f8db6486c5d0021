import { Inject, Injectable } from '@nestjs/common';
import { assert, type Shopper } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { maskPhone } from '../platform/mask.js';
import { Refusal } from '../platform/refusal.js';
import { tokenHash } from '../platform/tokens.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { WechatApi, WechatError } from '../platform/wechat-api.js';
import { PhoneListeners } from './phone-listeners.js';
import {
  setDeleted,
  setPhone,
  shopperById,
  shoppersBearing,
  shoppersNamed,
  shopperIdsOf,
  shopperIdsOfUnionid,
  shoppersOfOnePerson,
  type IdentityKey,
  type ShopperRow,
} from './shopper.store.js';

/** Unknown or past its time; used before. */
const CODE_REFUSED: ReadonlySet<number> = new Set([40029, 40163]);

/** A shopper, and who else counts as the same person; themselves included, oldest first. */
export interface SamePerson {
  openid: string;
  unionid: string | null;
  phone: string | null;
  shopperIds: string[];
  openids: string[];
}

/** Who shops here: one shopper an openid. */
@Injectable()
export class Shoppers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wechat: WechatApi,
    private readonly phones: PhoneListeners,
  ) {}

  /** What a shopper may see of themselves. */
  async show(shopperId: string): Promise<Shopper> {
    return shown(await this.existing(shopperId));
  }

  /** The openid WeChat knows a shopper by. */
  async openidOf(db: Pick<EntityManager, 'query'>, shopperId: string): Promise<string> {
    const shopper = await shopperById(db, shopperId);
    assert(shopper !== null, `no shopper ${shopperId}`);
    return shopper.openid;
  }

  /** By what a shopper is known outside this shop. */
  async identityOf(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
  ): Promise<{ openid: string; phone: string | null }> {
    const shopper = await shopperById(db, shopperId);
    assert(shopper !== null, `no shopper ${shopperId}`);
    return { openid: shopper.openid, phone: shopper.phone };
  }

  /** The account is deleted: its row says of nobody any more who they were. */
  noteDeleted(tx: Tx, shopperId: string): Promise<void> {
    return setDeleted(tx, shopperId, this.clock.now());
  }

  /**
   * A shopper with those who count as the same person where something is granted once a person:
   * who hold the same phone number, or the one it is sent to, are one to WeChat (unionid), or are
   * another account of theirs. They share entitlements; nothing of theirs is merged.
   */
  async personOf(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    deliveryPhone: string | null = null,
  ): Promise<SamePerson> {
    const found = await shoppersOfOnePerson(db, shopperId, deliveryPhone);
    const self = found.find(({ id }) => id === shopperId);
    assert(self !== undefined, `no shopper ${shopperId}`);
    const { openid, unionid, phone } = self;
    const shopperIds = found.map(({ id }) => id);
    return { openid, unionid, phone, shopperIds, openids: found.map((one) => one.openid) };
  }

  /** The shopper of an openid; none where nobody with it ever logged in. */
  idsOf(db: Pick<EntityManager, 'query'>, openid: string): Promise<string[]> {
    return shopperIdsOf(db, openid);
  }

  /** Everybody who is one person to WeChat. */
  idsOfUnionid(db: Pick<EntityManager, 'query'>, unionid: string): Promise<string[]> {
    return shopperIdsOfUnionid(db, unionid);
  }

  /** Who has each of these phone numbers, unionids and openids, by its value. */
  async bearing(
    db: Pick<EntityManager, 'query'>,
    values: Readonly<Record<IdentityKey, readonly string[]>>,
  ): Promise<Record<IdentityKey, Map<string, string[]>>> {
    const found = await shoppersBearing(db, values);
    const byValue = (asked: IdentityKey) => {
      const all = new Map<string, string[]>();
      for (const { key, value, id } of found) {
        if (key === asked) all.set(value, [...(all.get(value) ?? []), id]);
      }
      return all;
    };
    return { phone: byValue('phone'), unionid: byValue('unionid'), openid: byValue('openid') };
  }

  /** Whether there is such a shopper. */
  async exists(db: Pick<EntityManager, 'query'>, shopperId: string): Promise<boolean> {
    return (await shopperById(db, shopperId)) !== null;
  }

  /**
   * The shopper behind each of these ids and phone numbers; unknown ones are missing. Of several
   * who hold one number it is the one who came last.
   */
  async named(
    db: Pick<EntityManager, 'query'>,
    names: readonly string[],
  ): Promise<Map<string, string>> {
    const found = names.length === 0 ? [] : await shoppersNamed(db, names);
    const byPhone = found.flatMap(({ id, phone }) =>
      phone === null ? [] : [[phone, id] as const],
    );
    return new Map([...byPhone, ...found.map(({ id }) => [id, id] as const)]);
  }

  /** Everybody who holds a phone number; unknown ones nobody. */
  async idsOfPhone(db: Pick<EntityManager, 'query'>, phone: string): Promise<string[]> {
    return (await shoppersNamed(db, [phone])).map(({ id }) => id);
  }

  /** The whole phone numbers of these shoppers, for a file; who has none is missing. */
  async phonesOf(
    db: Pick<EntityManager, 'query'>,
    shopperIds: readonly string[],
  ): Promise<Map<string, string>> {
    const found = shopperIds.length === 0 ? [] : await shoppersNamed(db, shopperIds);
    return new Map(
      found.flatMap(({ id, phone }) => (phone === null ? [] : [[id, phone] as const])),
    );
  }

  /** The phone numbers of these shoppers as they may be shown; who has none is missing. */
  async maskedPhonesOf(
    db: Pick<EntityManager, 'query'>,
    shopperIds: readonly string[],
  ): Promise<Map<string, string>> {
    const found = shopperIds.length === 0 ? [] : await shoppersNamed(db, shopperIds);
    return new Map(
      found.flatMap(({ id, phone }) => (phone === null ? [] : [[id, maskPhone(phone)] as const])),
    );
  }

  /**
   * Binds the number behind the phone button's code, though another shopper may hold it too. The
   * code that bound the present number answers again, so a lost answer can be asked for again.
   * @throws Refusal PHONE_CODE_INVALID, WECHAT_UNAVAILABLE
   */
  async bindPhone(shopperId: string, code: string): Promise<Shopper> {
    const shopper = await this.existing(shopperId);
    const codeHash = tokenHash(code);
    if (shopper.phoneCodeHash === codeHash) return shown(shopper);
    const phone = await this.phoneOf(code);
    await inTransaction(this.db, async (tx) => {
      await setPhone(tx, shopperId, phone, codeHash, this.clock.now());
      await this.phones.tell(tx, { shopperId, phone });
    });
    return shown({ ...shopper, phone });
  }

  private async phoneOf(code: string): Promise<string> {
    try {
      return await this.wechat.phoneOf(code);
    } catch (error) {
      if (error instanceof WechatError && CODE_REFUSED.has(error.errcode)) {
        throw new Refusal('PHONE_CODE_INVALID');
      }
      throw error;
    }
  }

  private async existing(shopperId: string): Promise<ShopperRow> {
    const shopper = await shopperById(this.db.manager, shopperId);
    assert(shopper !== null, `no shopper ${shopperId}`);
    return shopper;
  }
}

/** The number is never answered whole: the phone in hand need not be its owner's. */
export function shown(shopper: Pick<ShopperRow, 'id' | 'phone' | 'createdAt'>): Shopper {
  return {
    id: shopper.id,
    phoneMasked: shopper.phone === null ? null : maskPhone(shopper.phone),
    createdAt: shopper.createdAt.toISOString(),
  };
}
