import { Injectable } from '@nestjs/common';
import { personKey, type PersonKey } from '../../identity/person-keys.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { isDuplicate, type Tx } from '../../platform/transaction.js';
import { findCampaign } from '../campaigns/campaign.store.js';
import { OrderHistory } from '../campaigns/order-history.js';
import type { HeldOffer, Holding } from '../campaigns/promotion-kinds.js';
import {
  claimsOf,
  deleteClaims,
  insertClaims,
  insertFlags,
  insertFreeClaims,
  type Claim,
  type Flag,
} from './newcomer-claim.store.js';
import { FirstOrderStatus } from './newcomer-status.js';

/**
 * One newcomer's benefit a person (cases 24, 25 and 27). An order claims every key of whoever
 * places it; the unique key decides between two first orders, and closing unpaid gives them back.
 */
@Injectable()
export class NewcomerClaims {
  constructor(
    private readonly clock: Clock,
    private readonly status: FirstOrderStatus,
    private readonly history: OrderHistory,
  ) {}

  /** @throws Refusal NEWCOMER_BENEFIT_USED when another order of this person has it */
  async hold(tx: Tx, holding: Holding, applied: readonly HeldOffer[]): Promise<void> {
    const { orderId, shopperId, address, now } = holding;
    const { keys } = await this.status.personOf(tx, shopperId, address);
    if (await tryInsertClaims(tx, orderId, keys, now)) return;
    const isFree = await this.freeGivenBack(tx, keys, applied);
    if (isFree && (await tryInsertClaims(tx, orderId, keys, now))) return;
    throw new Refusal('NEWCOMER_BENEFIT_USED');
  }

  /** Frees what orders have whose money went back whole, where the rule says those do not count. */
  private async freeGivenBack(
    tx: Tx,
    keys: readonly PersonKey[],
    applied: readonly HeldOffer[],
  ): Promise<boolean> {
    for (const { campaignId } of applied) {
      const input = campaignId === null ? null : (await findCampaign(tx, campaignId))?.input;
      if (input?.kind !== 'newcomer' || input.rule.refundedOrderCounts) return false;
    }
    const taken = (await claimsOf(tx, keys)).map((claim) => claim.orderId);
    await deleteClaims(tx, [...(await this.history.givenBack(tx, taken))]);
    return true;
  }

  /** Money received is never refused: what another order took meanwhile is for an operator. */
  async holdAgain(tx: Tx, { orderId, shopperId, address, now }: Holding): Promise<void> {
    const { keys } = await this.status.personOf(tx, shopperId, address);
    await insertFreeClaims(tx, orderId, keys, now);
    const claims = await claimsOf(tx, keys);
    await insertFlags(tx, claims.flatMap(flaggedFor(orderId)), now);
    await this.paid(tx, [{ orderId }]);
  }

  /** Who paid is known only now: whoever paid a first order has had theirs. */
  async paid(tx: Tx, orders: readonly { orderId: string }[]): Promise<void> {
    const orderIds = orders.map(({ orderId }) => orderId);
    const payers = await this.history.payersOf(tx, orderIds);
    const keys = new Map([...payers].map(([id, openid]) => [id, personKey('openid', openid)]));
    const claims = await claimsOf(tx, [...keys.values()]);
    for (const [orderId, key] of keys) {
      const claim = claims.find(({ hash }) => hash === key.hash);
      if (claim?.orderId === orderId) continue;
      await this.notePayer(tx, orderId, { key, openid: payers.get(orderId) ?? '', claim });
    }
  }

  /** Somebody else than whoever placed it. */
  private async notePayer(
    tx: Tx,
    orderId: string,
    { key, openid, claim }: { key: PersonKey; openid: string; claim: Claim | undefined },
  ): Promise<void> {
    const now = this.clock.now();
    if (claim) return insertFlags(tx, flaggedFor(orderId)(claim), now);
    await insertFreeClaims(tx, orderId, [key], now);
    await insertFlags(tx, await this.ordered(tx, orderId, openid), now);
  }

  /** A payer who had ordered before, without a newcomer's benefit. */
  private async ordered(tx: Tx, orderId: string, openid: string): Promise<Flag[]> {
    const payer = { shopperIds: await this.status.shoppersOf(tx, openid), openids: [openid] };
    const how = { refundedCounts: true, exceptOrderId: orderId };
    const has = await this.history.hasOrdered(tx, { ...payer, addressKey: null }, how);
    return has ? [{ orderId, kind: 'openid', takenBy: null }] : [];
  }
}

/** What was claimed by another order. */
const flaggedFor =
  (orderId: string) =>
  (claim: Claim): Flag[] =>
    claim.orderId === orderId ? [] : [{ orderId, kind: claim.kind, takenBy: claim.orderId }];

/** False when another order has one of these keys. */
async function tryInsertClaims(
  tx: Tx,
  orderId: string,
  keys: readonly PersonKey[],
  now: Date,
): Promise<boolean> {
  try {
    await insertClaims(tx, orderId, keys, now);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
