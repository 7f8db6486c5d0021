import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { Ledger, type Balances } from '../../ledger/ledger.service.js';
import { WalletSettingsDocument } from '../wallet-settings.js';
import { awaitedFen } from './recharge.store.js';

/**
 * How much more a balance may hold (case 39; 单用途商业预付卡管理办法 art. 18). Counted is all stored
 * value: principal and bonus, what orders hold, and recharges that can still be paid.
 */
@Injectable()
export class Room {
  constructor(
    private readonly ledger: Ledger,
    private readonly settings: WalletSettingsDocument,
  ) {}

  /** Below 0 where the cap was lowered since. For a write, ask it behind the shopper's lock. */
  async of(shopperId: string, db: Pick<EntityManager, 'query'>, known?: Balances): Promise<Fen> {
    const { capFen } = await this.settings.current(db);
    const balances = known ?? (await this.ledger.balances(shopperId, db));
    return fen(capFen - storedFen(balances) - (await awaitedFen(db, shopperId)));
  }
}

/** All stored value, that which unpaid orders hold included. */
export function storedFen(balances: Balances): number {
  return balances['wallet.principal'] + balances['wallet.bonus'] + heldFen(balances);
}

export function heldFen(balances: Balances): Fen {
  return fen(balances['wallet.principal-held'] + balances['wallet.bonus-held']);
}
