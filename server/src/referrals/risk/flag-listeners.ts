import { Injectable } from '@nestjs/common';
import type { FlagState } from '@siyu/shared';
import type { Tx } from '../../platform/transaction.js';

/** A friend's flag is open, cleared or confirmed now. */
export interface FlagChange {
  friendId: string;
  inviterId: string;
  state: FlagState;
  /** The operator who decided; null where the rules did. */
  decidedBy: string | null;
}
export type FlagListener = (tx: Tx, change: FlagChange) => Promise<void>;

/** What holds, releases or voids what a friend's actions gave, in the same transaction. */
@Injectable()
export class FlagListeners {
  private readonly listeners: FlagListener[] = [];

  /** Registers a listener; called once by its feature at start. */
  add(listener: FlagListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, change: FlagChange): Promise<void> {
    for (const listener of this.listeners) await listener(tx, change);
  }
}
