import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '@siyu/shared';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { growthByKey, leftOf, noteLeft } from './growth-event.store.js';
import { Growth } from './growth.service.js';

interface Recharged {
  rechargeId: string;
  shopperId: string;
  paidFen: Fen;
  /** What its plan promised. */
  growth: number;
  at: string;
}

/** Growth that comes with a recharge plan: it goes in proportion as the recharge goes back. */
@Injectable()
export class RechargeGrowthListener {
  constructor(
    private readonly growth: Growth,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'membership.recharge-paid',
      kind: 'recharge.paid',
      handle: async (tx, recharges) => {
        for (const recharge of recharges) await this.paid(tx, recharge);
      },
    });
    outbox.listen({
      name: 'membership.recharge-refunded',
      kind: 'recharge.refunded',
      handle: async (tx, refunds) => {
        for (const refund of refunds) await this.refunded(tx, refund);
      },
    });
  }

  private async paid(tx: Tx, recharge: Recharged): Promise<void> {
    const { rechargeId: key, shopperId, growth, paidFen, at } = recharge;
    if (growth === 0) return;
    await this.growth.lock(tx, shopperId);
    const given = { shopperId, source: 'recharge', key } as const;
    await this.growth.grant(tx, { ...given, growth, paidFen, at: new Date(at) });
    const leftFen = await leftOf(tx, key);
    if (leftFen === null) return;
    await this.growth.takeBack(tx, given, { reference: `${key}:early`, leftFen: fen(leftFen) });
  }

  /** Heard of before the recharge itself, it is noted for then. */
  private async refunded(
    tx: Tx,
    refund: Recharged & { refundId: string; leftFen: Fen },
  ): Promise<void> {
    const { rechargeId: key, shopperId, growth, refundId, leftFen } = refund;
    if (growth === 0) return;
    await this.growth.lock(tx, shopperId);
    if (!(await growthByKey(tx, 'recharge', key))) return noteLeft(tx, key, leftFen);
    const given = { shopperId, source: 'recharge', key } as const;
    await this.growth.takeBack(tx, given, { reference: `${key}:${refundId}`, leftFen });
  }
}
