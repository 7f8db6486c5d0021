import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  refusalToAskFapiao,
  type FapiaoInput,
  type Fen,
  type OpsFapiao,
  type OpsFapiaoFilter,
  type OpsFapiaoListQuery,
  type Order,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { OrderPartsRegistry } from '../orders/views/order-parts.js';
import { Orders } from '../orders/orders.service.js';
import { Clock } from '../platform/clock.js';
import { pageOf } from '../platform/page.js';
import { Refusal, refuse } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import {
  fapiaoBy,
  findFapiao,
  lockFapiao,
  markIssued,
  putFapiao,
  type FapiaoRow,
} from './fapiao.store.js';

const EXPORT_BATCH = 200;

/** Requests for a tax invoice: recorded here, issued elsewhere, noted here again. */
@Injectable()
export class Fapiao {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly lines: OrderLines,
    private readonly orders: Orders,
    registry: OrderPartsRegistry,
  ) {
    registry.contribute({
      parts: async (order) => ({ fapiao: shownOf(await findFapiao(this.db.manager, order.id)) }),
    });
  }

  /**
   * Asks for a fapiao, or changes what was asked for, until it is issued.
   * @throws Refusal ORDER_NOT_FOUND; FAPIAO_STATE when nothing was paid, or it is issued
   */
  async request(tx: Tx, shopperId: string, orderId: string, input: FapiaoInput): Promise<void> {
    const { order } = await this.lines.lock(tx, orderId);
    if (order.shopperId !== shopperId) throw new Refusal('ORDER_NOT_FOUND');
    const before = await lockFapiao(tx, orderId);
    refuse(refusalToAskFapiao(order, before?.state ?? null), { state: order.state });
    await putFapiao(tx, { orderId, shopperId }, input, this.clock.now());
  }

  /** Notes that it was issued. @throws Refusal NOT_FOUND; FAPIAO_STATE when it was already */
  async issue(tx: Tx, orderId: string, fapiaoNo: string): Promise<void> {
    const fapiao = await lockFapiao(tx, orderId);
    if (!fapiao) throw new Refusal('NOT_FOUND');
    if (fapiao.state !== 'requested') throw new Refusal('FAPIAO_STATE', { state: fapiao.state });
    await markIssued(tx, orderId, fapiaoNo, this.clock.now());
  }

  /** @throws Refusal NOT_FOUND */
  async show(orderId: string): Promise<OpsFapiao> {
    const fapiao = await findFapiao(this.db.manager, orderId);
    const [view] = await this.views(fapiao ? [fapiao] : []);
    if (!view) throw new Refusal('NOT_FOUND');
    return view;
  }

  async list({ limit, ...filter }: OpsFapiaoListQuery): Promise<Page<OpsFapiao>> {
    const found = await fapiaoBy(this.db.manager, filter, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, ({ orderId }) => orderId);
    return { items: await this.views(items), nextCursor };
  }

  /** All requests of a filter, read in batches. */
  async *all(filter: OpsFapiaoFilter): AsyncGenerator<OpsFapiao> {
    let cursor: string | undefined;
    for (;;) {
      const found = await fapiaoBy(this.db.manager, { ...filter, cursor }, EXPORT_BATCH);
      yield* await this.views(found);
      if (found.length < EXPORT_BATCH) return;
      cursor = found.at(-1)?.orderId;
    }
  }

  private async views(found: readonly FapiaoRow[]): Promise<OpsFapiao[]> {
    const amounts = await this.orders.keptFen(found.map((row) => row.orderId));
    return found.map((row) => opsViewOf(row, amounts.get(row.orderId) ?? fen(0)));
  }
}

function shownOf(row: FapiaoRow | null): Order['fapiao'] {
  if (!row) return null;
  const { state, kind, title, taxNumber, email } = row;
  return { state, kind, title, taxNumber, email };
}

function opsViewOf(row: FapiaoRow, amountFen: Fen): OpsFapiao {
  const { orderId, state, kind, title, taxNumber, email, fapiaoNo } = row;
  return {
    ...{ orderId, state, kind, title, taxNumber, email, amountFen, fapiaoNo },
    requestedAt: row.requestedAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
  };
}
