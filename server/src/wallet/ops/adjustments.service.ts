import { Inject, Injectable } from '@nestjs/common';
import { fen, type AdjustedWallet, type WalletAdjustment } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Approvals } from '../../admin/approvals/approvals.service.js';
import { AuditLog } from '../../admin/audit-log.js';
import { Shoppers } from '../../identity/shoppers.js';
import type { OperatorSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { once } from '../../platform/idempotency.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Lots } from '../lots.service.js';
import { WalletPages } from '../wallet-pages.service.js';
import { WalletSettingsDocument } from '../wallet-settings.js';

const KIND = 'wallet-adjustment';
const ROUTE = 'POST /ops/wallets/:shopperId/adjustments';

type Amounts = Omit<WalletAdjustment, 'reason'>;

/** Changes of a balance by hand: a small one at once, a large one by two people. */
@Injectable()
export class Adjustments {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly lots: Lots,
    private readonly pages: WalletPages,
    private readonly settings: WalletSettingsDocument,
    private readonly approvals: Approvals,
    private readonly audit: AuditLog,
  ) {
    approvals.register({
      kind: KIND,
      apply: (tx, { id, subjectId, input }) => this.apply(tx, id, subjectId, input as never),
    });
  }

  /**
   * Adds to a balance or takes from it, or leaves it to a second person.
   * @throws Refusal NOT_FOUND, BALANCE_INSUFFICIENT, IDEMPOTENCY_KEY_REUSED
   */
  async adjust(
    operator: OperatorSession,
    shopperId: string,
    key: string,
    adjustment: WalletAdjustment,
  ): Promise<AdjustedWallet> {
    if (!(await this.shoppers.exists(this.db.manager, shopperId))) throw new Refusal('NOT_FOUND');
    const body = { shopperId, ...adjustment };
    const write = { ownerId: operator.operatorId, key, route: ROUTE, body };
    const { approvalId } = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.oneOrTwo(tx, operator, shopperId, adjustment)),
    );
    return { approvalId, wallet: await this.pages.balanceOf(shopperId) };
  }

  private async oneOrTwo(
    tx: Tx,
    operator: OperatorSession,
    shopperId: string,
    { reason, ...amounts }: WalletAdjustment,
  ): Promise<{ approvalId: string | null }> {
    const { approveAboveFen } = await this.settings.current(tx);
    const needsTwo = Math.abs(amounts.principalFen + amounts.bonusFen) > approveAboveFen;
    const ask = { kind: KIND, subjectId: shopperId, input: amounts, reason };
    const approvalId = needsTwo ? await this.approvals.ask(tx, operator, ask) : null;
    if (!needsTwo) await this.apply(tx, newId(this.clock.now()), shopperId, amounts);
    await this.audit.record(tx, {
      ...{ operator, action: 'wallet.adjust', subjectKind: 'shopper', subjectId: shopperId },
      ...{ before: null, after: { ...amounts, reason, approvalId } },
    });
    return { approvalId };
  }

  /** Both amounts have the same sign. */
  private async apply(tx: Tx, id: string, shopperId: string, amounts: Amounts): Promise<void> {
    const [principalFen, bonusFen] = [amounts.principalFen, amounts.bonusFen].map((amount) =>
      fen(Math.abs(amount)),
    ) as [ReturnType<typeof fen>, ReturnType<typeof fen>];
    const change = { id, shopperId, principalFen, bonusFen };
    if (amounts.principalFen + amounts.bonusFen > 0) {
      await this.lots.credit(tx, { ...change, source: 'adjustment' });
    } else await this.lots.take(tx, change);
  }
}
