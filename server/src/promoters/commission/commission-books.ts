import { Injectable } from '@nestjs/common';
import {
  ACCOUNT_OF_COMMISSION,
  assert,
  fen,
  type CommissionEntryKind,
  type CommissionState,
  type Fen,
} from '@siyu/shared';
import { Ledger } from '../../ledger/ledger.service.js';
import type { Tx } from '../../platform/transaction.js';
import { updateShare, type ShareRow } from './commission.store.js';

/**
 * Moves commission in the ledger and in its share alike. Whoever calls holds the lock of the
 * promoter and of the share; each posting is a step of the share, so that none counts twice.
 */
@Injectable()
export class CommissionBooks {
  constructor(private readonly ledger: Ledger) {}

  /** A share begins, estimated. */
  begin(tx: Tx, share: ShareRow): Promise<void> {
    return this.post(tx, 'commission-estimated', share, {
      ...{ to: 'commission.estimated', from: 'shop.commission-given', amountFen: share.givenFen },
    });
  }

  /** Less is left of it; below zero where it was settled and withdrawn (case 51). */
  async lower(tx: Tx, share: ShareRow, leftFen: Fen): Promise<void> {
    const kind = share.state === 'settled' ? 'commission-clawed-back' : 'commission-reduced';
    const amountFen = fen(share.leftFen - leftFen);
    const from = accountOf(share.state);
    await this.post(tx, kind, share, { to: 'shop.commission-given', from, amountFen });
    const state = leftFen === 0 ? 'void' : share.state;
    const frozenFor = state === 'frozen' ? share.frozenFor : null;
    await updateShare(tx, share, { state, leftFen, frozenFor });
  }

  /** All that is left of it goes from one state to another. */
  async move(
    tx: Tx,
    kind: CommissionEntryKind,
    share: ShareRow,
    state: Exclude<CommissionState, 'void'>,
    frozenFor: string | null = null,
  ): Promise<void> {
    const { leftFen: amountFen } = share;
    const [from, to] = [accountOf(share.state), accountOf(state)];
    await this.post(tx, kind, share, { to, from, amountFen });
    await updateShare(tx, share, { state, leftFen: amountFen, frozenFor });
  }

  private async post(
    tx: Tx,
    kind: CommissionEntryKind,
    { orderId, level, step, promoterId }: ShareRow,
    { to, from, amountFen }: { to: Account; from: Account; amountFen: Fen },
  ): Promise<void> {
    await this.ledger.post(tx, {
      ...{ businessKey: `${kind}/${orderId}/${level}/${step}`, kind, shopperId: promoterId },
      reference: { kind: 'order', id: orderId },
      postings: [
        { account: to, amount: amountFen },
        { account: from, amount: -amountFen },
      ],
    });
  }
}

type OwnAccount = (typeof ACCOUNT_OF_COMMISSION)[keyof typeof ACCOUNT_OF_COMMISSION];
type Account = OwnAccount | 'shop.commission-given';

function accountOf(state: CommissionState): OwnAccount {
  assert(state !== 'void', 'nothing is left of it');
  return ACCOUNT_OF_COMMISSION[state];
}
