import { Injectable } from '@nestjs/common';
import { Attributions } from '../referrals/binding/attributions.service.js';
import type { Tx } from '../platform/transaction.js';

/** Who brought whom, as referrals know it. */
@Injectable()
export class Bringers {
  constructor(private readonly attributions: Attributions) {}

  /** The shopper whose customer somebody was then; null for nobody's, or a channel's. */
  async of(tx: Tx, shopperId: string, at: Date): Promise<string | null> {
    const binding = await this.attributions.bindingAt(tx, shopperId, at);
    return binding?.owner.kind === 'shopper' ? binding.owner.id : null;
  }
}
