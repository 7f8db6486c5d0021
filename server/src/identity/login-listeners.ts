import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/transaction.js';

/** Someone has just logged in; the id their client had before, and that of its device, if named. */
export interface Login {
  shopperId: string;
  anonymousId: string | null;
  installationId: string | null;
}
export type LoginListener = (tx: Tx, login: Login) => Promise<void>;

/**
 * What other features do in the transaction of a login: the cart merges, traces are taken over. A
 * listener that fails undoes the login, so that nothing anonymous is half taken over.
 */
@Injectable()
export class LoginListeners {
  private readonly listeners: LoginListener[] = [];

  /** Registers a listener; called once by its feature at start. */
  add(listener: LoginListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, login: Login): Promise<void> {
    for (const listener of this.listeners) await listener(tx, login);
  }
}
