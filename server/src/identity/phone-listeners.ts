import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/transaction.js';

export type PhoneListener = (tx: Tx, shopperId: string) => Promise<void>;

/** What other features do in the transaction that binds a phone: a profile may be complete by it. */
@Injectable()
export class PhoneListeners {
  private readonly listeners: PhoneListener[] = [];

  /** Registers a listener; called once by its feature at start. */
  add(listener: PhoneListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, shopperId: string): Promise<void> {
    for (const listener of this.listeners) await listener(tx, shopperId);
  }
}
