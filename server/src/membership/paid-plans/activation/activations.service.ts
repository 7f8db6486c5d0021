import { Inject, Injectable } from '@nestjs/common';
import { readPrintedCode, refusalToActivate, type PaidTermView } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockLiveShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { termView } from '../terms/term-view.js';
import { lockActivationCode, useActivationCode } from './activation-code.store.js';

const ROUTE = 'POST /shop/activation-codes';

/** Terms that a printed code begins. Nothing was paid for them, so that nothing goes back. */
@Injectable()
export class Activations {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
  ) {}

  /**
   * A term from where the shopper’s last one ends. Of two who use one code at once one does.
   * @throws Refusal ACTIVATION_CODE_UNKNOWN, ACTIVATION_CODE_USED, ACTIVATION_CODE_REVOKED,
   *   ACTIVATION_CODE_EXPIRED
   */
  use(shopperId: string, key: string, body: { code: string }): Promise<PaidTermView> {
    const write = { ownerId: shopperId, key, route: ROUTE, body };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        await lockLiveShopper(tx, shopperId);
        return this.begin(tx, shopperId, readPrintedCode(body.code));
      }),
    );
  }

  private async begin(tx: Tx, shopperId: string, id: string | null): Promise<PaidTermView> {
    const now = this.clock.now();
    const code = id === null ? null : await lockActivationCode(tx, id);
    if (!code || id === null) throw new Refusal('ACTIVATION_CODE_UNKNOWN');
    const refusal = refusalToActivate(code, now);
    if (refusal) throw new Refusal(refusal);
    await useActivationCode(tx, id, now);
    const { planId, planVersion } = code;
    const plan = await this.terms.planOf(tx, planId, planVersion);
    const grant = { shopperId, planId, planVersion, plan, source: 'code' as const, id };
    return termView(await this.terms.begin(tx, grant), now);
  }
}
