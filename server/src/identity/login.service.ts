import { Inject, Injectable } from '@nestjs/common';
import {
  AGREEMENT_VERSION,
  assert,
  type LoginRequest,
  type RefusalCode,
  type Session,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { refuse, Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { WechatApi, WechatError } from '../platform/wechat-api.js';
import { LoginListeners } from './login-listeners.js';
import { Sessions } from './sessions.js';
import { hasAgreed, lockShopperOf, putAgreement, putShopper } from './shopper.store.js';
import type { ShopperRow } from './shopper.store.js';
import { shown, Shoppers } from './shoppers.js';

/** What a shopper can help; any other error of WeChat is our configuration's. */
const REFUSAL_BY_ERRCODE: ReadonlyMap<number, RefusalCode> = new Map([
  [40029, 'LOGIN_CODE_INVALID'],
  [40163, 'LOGIN_CODE_INVALID'],
  [40226, 'LOGIN_CODE_INVALID'],
  [45011, 'TOO_MANY_REQUESTS'],
]);

interface WechatPerson {
  openid: string;
  unionid: string | null;
}

/** From a code of `wx.login` to a session. */
@Injectable()
export class LoginService {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wechat: WechatApi,
    private readonly sessions: Sessions,
    private readonly shoppers: Shoppers,
    private readonly listeners: LoginListeners,
  ) {}

  /**
   * Logs in whoever WeChat says the code is of. Nobody is recorded who has not agreed to the
   * present agreement.
   * @throws Refusal AGREEMENT_REQUIRED, LOGIN_CODE_INVALID, TOO_MANY_REQUESTS, WECHAT_UNAVAILABLE
   */
  async logIn(request: LoginRequest): Promise<Session> {
    const agreesNow = request.agreementVersion === AGREEMENT_VERSION;
    if (request.agreementVersion !== undefined && !agreesNow) refuseUntilAgreed();
    const person = await this.personOf(request.code);
    return inTransaction(this.db, async (tx) => {
      const shopper = await this.shopperOf(tx, person, agreesNow);
      const pair = await this.sessions.open(tx, shopper.id);
      const { anonymousId = null, installationId = null } = request;
      await this.listeners.tell(tx, { shopperId: shopper.id, anonymousId, installationId });
      return { ...pair, shopper: shown(shopper) };
    });
  }

  /** @throws Refusal SESSION_EXPIRED, REFRESH_TOKEN_REUSED */
  async refresh(refreshToken: string): Promise<Session> {
    const { pair, shopperId } = await this.sessions.refresh(refreshToken);
    return { ...pair, shopper: await this.shoppers.show(shopperId) };
  }

  async logOut(sessionId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.sessions.revoke(tx, sessionId);
    });
  }

  private async personOf(code: string): Promise<WechatPerson> {
    try {
      return await this.wechat.loginOf(code);
    } catch (error) {
      if (error instanceof WechatError) refuse(REFUSAL_BY_ERRCODE.get(error.errcode) ?? null);
      throw error;
    }
  }

  private async shopperOf(tx: Tx, person: WechatPerson, agreesNow: boolean): Promise<ShopperRow> {
    const now = this.clock.now();
    if (!agreesNow) {
      const known = await lockShopperOf(tx, person.openid);
      if (!known || !(await hasAgreed(tx, known.id, AGREEMENT_VERSION))) refuseUntilAgreed();
    }
    await putShopper(tx, { id: newId(now), ...person }, now);
    const shopper = await lockShopperOf(tx, person.openid);
    assert(shopper !== null, 'a shopper just put is there');
    if (agreesNow) await putAgreement(tx, shopper.id, AGREEMENT_VERSION, now);
    return shopper;
  }
}

function refuseUntilAgreed(): never {
  throw new Refusal('AGREEMENT_REQUIRED', { version: AGREEMENT_VERSION });
}
