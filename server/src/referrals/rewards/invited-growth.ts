import { Injectable } from '@nestjs/common';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { Growth } from '../../membership/growth/growth.service.js';
import type { Tx } from '../../platform/transaction.js';
import { Attributions } from '../binding/attributions.service.js';

/** An order of a friend that was received. */
interface Received {
  orderId: string;
  shopperId: string;
  paidAt: Date;
  at: Date;
}

/**
 * Growth for the first order of an invited friend, by the shop's own rule for it and beside any
 * programme: once a friend, and gone with the whole of the order.
 */
@Injectable()
export class InvitedGrowth {
  constructor(
    private readonly growth: Growth,
    private readonly attributions: Attributions,
  ) {}

  async give(tx: Tx, { orderId, shopperId: friendId, paidAt, at }: Received): Promise<void> {
    const binding = await this.attributions.bindingAt(tx, friendId, paidAt);
    if (!binding?.wasNew || binding.owner.kind !== 'shopper') return;
    if (!(await lockIfLive(tx, binding.owner.id))) return;
    const given = { shopperId: binding.owner.id, source: 'invited-order', key: friendId } as const;
    await this.growth.grant(tx, { ...given, orderId, at });
  }

  async takeBack(
    tx: Tx,
    back: { orderId: string; shopperId: string; refundId: string; paidAt: string | null },
  ): Promise<void> {
    if (back.paidAt === null) return;
    const at = new Date(back.paidAt);
    const binding = await this.attributions.bindingAt(tx, back.shopperId, at);
    if (!binding?.wasNew || binding.owner.kind !== 'shopper') return;
    if (!(await lockIfLive(tx, binding.owner.id))) return;
    const given = { shopperId: binding.owner.id, source: 'invited-order' } as const;
    await this.growth.takeBackOfOrder(tx, { ...given, key: back.shopperId }, back);
  }
}
