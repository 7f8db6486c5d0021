import { Inject, Injectable } from '@nestjs/common';
import {
  CART_LINES_MAX,
  refusalToSell,
  type Cart,
  type CartLine,
  type CartLineInput,
  type QuotedSku,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuFacts } from '../catalog/sku-facts.js';
import { LoginListeners } from '../identity/login-listeners.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { writeAlone, type Tx } from '../platform/transaction.js';
import {
  ANONYMOUS,
  cartRows,
  mergeCart,
  putCartRow,
  removeCartRows,
  selectCartRows,
  type CartRow,
} from './cart.store.js';

/** What someone means to buy. An owner is a shopper, or an anonymous client before login. */
@Injectable()
export class Carts {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly skus: SkuFacts,
    logins: LoginListeners,
  ) {
    logins.add(async (tx, { shopperId, anonymousId }) => {
      if (anonymousId) await mergeCart(tx, anonymousOwner(anonymousId), shopperId);
    });
  }

  /** The cart as it can be bought now: gone, sold-out and repriced lines are shown as such. */
  async show(ownerId: string): Promise<Cart> {
    const lines = await cartRows(this.db.manager, ownerId);
    const facts = await this.skus.find(
      this.db.manager,
      lines.map((line) => line.skuId),
    );
    return { lines: lines.flatMap((line) => shown(line, facts.get(line.skuId))) };
  }

  /**
   * Sets a line to an absolute quantity; 0 removes it. More than there is or than one order may
   * hold may stand in a cart, it is shown as such.
   * @throws Refusal SKU_NOT_FOUND, CART_FULL
   */
  async put(ownerId: string, skuId: string, input: CartLineInput): Promise<Cart> {
    if (input.quantity === 0) {
      return this.remove(ownerId, [skuId]);
    }
    const lines = await cartRows(this.db.manager, ownerId);
    const isNew = !lines.some((line) => line.skuId === skuId);
    if (isNew && lines.length >= CART_LINES_MAX)
      throw new Refusal('CART_FULL', { max: CART_LINES_MAX });
    const facts = await this.skus.find(this.db.manager, [...lines.map((one) => one.skuId), skuId]);
    const sku = facts.get(skuId);
    if (!sku) throw new Refusal('SKU_NOT_FOUND');
    const { quantity, selected } = input;
    const line = { skuId, quantity, selected, priceFen: sku.unitPriceFen };
    const now = this.clock.now();
    await writeAlone(this.db, (single) => putCartRow(single, ownerId, line, now));
    return { lines: withLine(lines, line).flatMap((one) => shown(one, facts.get(one.skuId))) };
  }

  /** Ticks exactly these lines. */
  async select(ownerId: string, skuIds: readonly string[]): Promise<Cart> {
    const now = this.clock.now();
    await writeAlone(this.db, (single) => selectCartRows(single, ownerId, skuIds, now));
    return this.show(ownerId);
  }

  async remove(ownerId: string, skuIds: readonly string[]): Promise<Cart> {
    await writeAlone(this.db, (single) => removeCartRows(single, ownerId, skuIds));
    return this.show(ownerId);
  }

  /** Takes out what has just been ordered, in the order's transaction. */
  async takeOut(tx: Tx, ownerId: string, skuIds: readonly string[]): Promise<void> {
    await removeCartRows(tx, ownerId, skuIds);
  }
}

/** An anonymous client's cart lives under its id, apart from every shopper's. */
export function anonymousOwner(anonymousId: string): string {
  return `${ANONYMOUS}${anonymousId}`;
}

/** The lines as the database now has them: changed in place, or new at the head. */
function withLine(
  lines: readonly CartRow[],
  put: {
    skuId: string;
    quantity: number;
    selected: boolean | undefined;
    priceFen: CartRow['addedPriceFen'];
  },
): CartRow[] {
  const old = lines.find((line) => line.skuId === put.skuId);
  const { skuId, quantity } = put;
  const selected = put.selected ?? old?.selected ?? true;
  if (!old) return [{ skuId, quantity, selected, addedPriceFen: put.priceFen }, ...lines];
  return lines.map((line) => (line === old ? { ...old, quantity, selected } : line));
}

function shown(line: CartRow, sku: QuotedSku | undefined): CartLine[] {
  if (!sku) return [];
  const { onSale: _onSale, ...facts } = sku;
  return [{ ...facts, ...line, state: stateOf(line.quantity, sku) }];
}

function stateOf(quantity: number, sku: QuotedSku): CartLine['state'] {
  const refusal = refusalToSell(sku, quantity, quantity);
  if (refusal === null) return 'ok';
  if (refusal === 'SKU_GONE') return 'gone';
  if (refusal === 'QUANTITY_LIMIT') return 'over-limit';
  return sku.stock === 0 ? 'sold-out' : 'insufficient';
}
