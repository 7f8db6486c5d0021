import { Inject, Injectable } from '@nestjs/common';
import {
  afterSaleDeadline,
  refusalToAskAfterSale,
  refusalToClaim,
  refusalToGiveUp,
  type AfterSaleKind,
  type AfterSalePreview,
  type AfterSaleReason,
  type LineQuantities,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { TextCheck } from '../identity/text-check.js';
import { OrderLines, type LockedOrder } from '../orders/lines/order-lines.service.js';
import { OrderMoneyBack } from '../orders/tenders/order-money-back.service.js';
import { Pictures } from '../pictures/pictures.js';
import type { ShopperSession } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { isKnownKey, once } from '../platform/idempotency.js';
import { newId } from '../platform/new-id.js';
import { Refusal, refuse } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { Settings } from '../shop/settings.js';
import { claimsOf, insertAfterSaleLines, type ClaimRow } from './after-sale-line.store.js';
import { insertAfterSale } from './after-sale.store.js';
import { lineOf } from './after-sale-view.js';
import { assess } from './assess.js';
import { GrantAfterSale } from './grant-after-sale.service.js';
import { lockWithOrder } from './lock-after-sale.js';
import { ReturnFreight } from './return-freight.service.js';

const ROUTE = 'POST /shop/after-sales';
/** WeChat refunds one payment fifty times; taken-back requests count too, so that they end. */
const PER_ORDER_MAX = 50;

/** Units, and why their money should come back. */
export interface Ask {
  orderId: string;
  kind: AfterSaleKind;
  lines: LineQuantities;
  reason: AfterSaleReason;
  description: string;
  pictureIds: string[];
}

/** Opens after-sales: for a shopper who asks, or for an operator who decides. */
@Injectable()
export class RequestAfterSale {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly text: TextCheck,
    private readonly orders: OrderLines,
    private readonly pictures: Pictures,
    private readonly settings: Settings,
    private readonly granting: GrantAfterSale,
    private readonly moneyBack: OrderMoneyBack,
    private readonly freight: ReturnFreight,
  ) {}

  /** What asking would return, refused as asking would be; nothing is written. */
  preview(shopperId: string, ask: Ask): Promise<AfterSalePreview> {
    return inTransaction(this.db, async (tx) => {
      const { locked, claims } = await this.admitted(tx, shopperId, ask);
      const { lines, refundFen, freightRefundFen } = assess(locked, claims, ask);
      const told = lines.map((line) => lineOf(line, locked.lines));
      const backTo = await this.moneyBack.partsOf(tx, locked.order, refundFen);
      const returnFreight = await this.freight.offer(tx, shopperId, ask);
      return { lines: told, refundFen, freightRefundFen, returnFreight, backTo };
    });
  }

  /**
   * Asks for money back; answers the after-sale's id. Units not sent yet are kept back meanwhile. An
   * order that waits for others is given up whole, which is granted at once.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE, AFTER_SALE_WINDOW_OVER, AFTER_SALE_QUANTITY,
   *   RETURN_NOT_OFFERED, PICTURE_NOT_FOUND, TEXT_REJECTED, IDEMPOTENCY_KEY_REUSED
   */
  async request({ shopperId, openid }: ShopperSession, key: string, ask: Ask): Promise<string> {
    // A repeat is answered by its first answer, whatever WeChat thinks by now.
    const isRepeat = await isKnownKey(this.db.manager, shopperId, key);
    if (!isRepeat) await this.text.accept(openid, ask.description);
    const write = { ownerId: shopperId, key, route: ROUTE, body: ask };
    const { id } = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const { locked, claims } = await this.admitted(tx, shopperId, ask);
        const purpose = 'after-sale';
        await this.pictures.attach(tx, ask.pictureIds, { ownerShopperId: shopperId, purpose });
        const id = await this.open(tx, locked, claims, ask, null);
        if (locked.order.state === 'gathering') await this.grantAtOnce(tx, id);
        return { id };
      }),
    );
    return id;
  }

  /** Opens an after-sale of units that were found free, asked for or not; answers its id. */
  async open(
    tx: Tx,
    { order, lines }: LockedOrder,
    claims: readonly ClaimRow[],
    ask: Ask,
    unasked: { operatorId: string | null } | null,
  ): Promise<string> {
    const requestedAt = this.clock.now();
    const id = newId(requestedAt);
    const assessed = assess({ order, lines }, claims, { ...ask, unasked: unasked !== null });
    const { refundFen, freightRefundFen } = assessed;
    const terms = await this.settings.current(tx);
    const deadlineAt = afterSaleDeadline('requested', terms, requestedAt);
    const { lines: _lines, ...asked } = ask;
    await insertAfterSale(tx, {
      ...asked,
      id,
      shopperId: order.shopperId,
      operatorId: unasked?.operatorId ?? null,
      unasked: unasked !== null,
      refundFen,
      freightRefundFen,
      deadlineAt,
      requestedAt,
    });
    const claimed = assessed.lines.map((line) => ({ ...line, afterSaleId: id }));
    await insertAfterSaleLines(tx, claimed);
    await this.orders.claim(
      tx,
      claimed.filter((line) => line.quantity > 0),
    );
    const isWaiting = unasked === null && deadlineAt !== null;
    if (isWaiting) await this.orders.holdCompletion(tx, order.id, deadlineAt);
    return id;
  }

  /**
   * What is claimed of an order already.
   * @throws Refusal TOO_MANY_REQUESTS when it can have no more after-sales
   */
  async claimsLeavingRoom(tx: Tx, orderId: string): Promise<ClaimRow[]> {
    const claims = await claimsOf(tx, orderId);
    if (new Set(claims.map((claim) => claim.afterSaleId)).size >= PER_ORDER_MAX) {
      throw new Refusal('TOO_MANY_REQUESTS', { perOrderMax: PER_ORDER_MAX });
    }
    return claims;
  }

  private async admitted(
    tx: Tx,
    shopperId: string,
    ask: Ask,
  ): Promise<{ locked: LockedOrder; claims: ClaimRow[] }> {
    const locked = await this.orders.lock(tx, ask.orderId);
    if (locked.order.shopperId !== shopperId) throw new Refusal('ORDER_NOT_FOUND');
    const now = this.clock.now();
    refuse(refusalToAskAfterSale(locked.order, now), { state: locked.order.state });
    for (const { lineId, quantity } of ask.lines) {
      const line = locked.lines.find((one) => one.id === lineId);
      if (!line) throw new Refusal('AFTER_SALE_QUANTITY', { lineId });
      const claim = { ...ask, quantity };
      refuse(refusalToClaim(line, claim, locked.order.completedAt, now), { lineId });
    }
    refuse(refusalToGiveUp(locked.order, ask.kind, askedOf(locked, ask)));
    return { locked, claims: await this.claimsLeavingRoom(tx, ask.orderId) };
  }

  private async grantAtOnce(tx: Tx, id: string): Promise<void> {
    const held = await lockWithOrder(tx, this.orders, id);
    await this.granting.grant(tx, held, { answer: '', answeredAt: this.clock.now() });
  }
}

/** Every line that was bought, with how much of it is asked for: gifts go with those. */
function askedOf({ lines }: LockedOrder, { lines: asked }: Ask) {
  const bought = lines.filter((line) => line.giftOf === null);
  return bought.map((line) => ({
    ...line,
    askedQuantity: asked.find(({ lineId }) => lineId === line.id)?.quantity ?? 0,
  }));
}
