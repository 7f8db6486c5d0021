import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/transaction.js';

/** Someone has just bound a phone number, and it is proven to be theirs. */
export type PhoneListener = (tx: Tx, bound: { shopperId: string; phone: string }) => Promise<void>;

/** What other features do in the transaction that binds a phone number. */
@Injectable()
export class PhoneListeners {
  private readonly listeners: PhoneListener[] = [];

  /** Registers a listener; called once by its feature at start. */
  add(listener: PhoneListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, bound: Parameters<PhoneListener>[1]): Promise<void> {
    for (const listener of this.listeners) await listener(tx, bound);
  }
}
