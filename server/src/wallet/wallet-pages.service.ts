import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  type OpsWallet,
  type Page,
  type PageQuery,
  type RechargePlan,
  type WalletEntryKind,
  type WalletLine,
  type WalletView,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Ledger } from '../ledger/ledger.service.js';
import type { StatementLine } from '../ledger/statement-line.js';
import { RechargePlans } from './recharges/recharge-plans.service.js';
import { RECHARGE } from './recharges/recharges.service.js';
import { heldFen, Room } from './recharges/room.service.js';
import { RECHARGE_REFUND, rechargesOf } from './refunds/recharge-refund.store.js';
import { WALLET_ACCOUNTS } from './wallet-entry.js';
import { WalletSettingsDocument } from './wallet-settings.js';

/** What shoppers and operators read of stored value. */
@Injectable()
export class WalletPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly ledger: Ledger,
    private readonly plans: RechargePlans,
    private readonly room: Room,
    private readonly settings: WalletSettingsDocument,
  ) {}

  /** A shopper's balance, and what they may recharge. */
  async show(shopperId: string): Promise<WalletView> {
    const { capFen, custom, confirmAboveFen, hiddenOn } = await this.settings.current();
    const balances = await this.ledger.balances(shopperId);
    const [roomFen, plans] = await Promise.all([
      this.room.of(shopperId, this.db.manager, balances),
      this.plans.offered(),
    ]);
    return {
      principalFen: fen(balances['wallet.principal']),
      bonusFen: fen(balances['wallet.bonus']),
      heldFen: heldFen(balances),
      confirmAboveFen,
      recharge: {
        ...{ plans: plans.map(offered), custom, capFen, hiddenOn },
        roomFen: fen(Math.max(0, roomFen)),
      },
    };
  }

  async balanceOf(shopperId: string): Promise<OpsWallet> {
    const balances = await this.ledger.balances(shopperId);
    return {
      shopperId,
      principalFen: fen(balances['wallet.principal']),
      bonusFen: fen(balances['wallet.bonus']),
      heldFen: heldFen(balances),
    };
  }

  /**
   * What changed a balance, newest first, with the balance after it. Money given back is shown with
   * the recharge that it is of, one statement more where there is some.
   */
  async statement(shopperId: string, query: PageQuery): Promise<Page<WalletLine>> {
    const { items, nextCursor } = await this.ledger.statement(shopperId, WALLET_ACCOUNTS, query);
    const givenBack = items.filter(({ reference }) => reference.kind === RECHARGE_REFUND);
    const ids = givenBack.map(({ reference }) => reference.id);
    const recharges = await rechargesOf(this.db.manager, ids);
    return { items: items.map((line) => walletLine(line, recharges)), nextCursor };
  }
}

function offered({ id, plan }: RechargePlan) {
  const { principalFen, bonusFen, couponCampaignIds, growth } = plan;
  return { planId: id, principalFen, bonusFen, coupons: couponCampaignIds.length, growth };
}

function walletLine(
  { entryId, kind, reference, at, moves }: StatementLine,
  recharges: ReadonlyMap<string, string>,
): WalletLine {
  const [principal, bonus] = WALLET_ACCOUNTS.map((account) => moves[account]);
  const recharge = recharges.get(reference.id);
  return {
    ...{ id: entryId, kind: kind as WalletEntryKind, at: at.toISOString() },
    reference: recharge === undefined ? reference : { kind: RECHARGE, id: recharge },
    principalFen: fen(principal?.amount ?? 0),
    bonusFen: fen(bonus?.amount ?? 0),
    principalAfterFen: fen(principal?.balanceAfter ?? 0),
    bonusAfterFen: fen(bonus?.balanceAfter ?? 0),
  };
}
