import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  formatYuan,
  minutesAfter,
  type PlaceRecharge,
  type Recharge,
  type RechargePlanInput,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockLiveShopper } from '../../identity/lock-shopper.js';
import { Payments } from '../../payments/payments.service.js';
import type { ShopperSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { inputHash } from '../../platform/idempotency.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Settings } from '../../shop/settings.js';
import { WalletSettingsDocument } from '../wallet-settings.js';
import { RechargePlans } from './recharge-plans.service.js';
import { refundsOf } from '../refunds/recharge-refund.store.js';
import { rechargeView } from './recharge-view.js';
import { insertRecharge, rechargesWhere, type RechargeRow } from './recharge.store.js';
import { Room } from './room.service.js';

const ROUTE = 'POST /shop/wallet/recharges';

type Terms = Pick<RechargeRow, 'principalFen' | 'bonusFen' | 'couponCampaignIds' | 'growth'>;

/** Begins a recharge: what it promises is written down, and a payment is opened for it. */
@Injectable()
export class RechargePlacing {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly plans: RechargePlans,
    private readonly settings: WalletSettingsDocument,
    private readonly shop: Settings,
    private readonly room: Room,
    private readonly payments: Payments,
  ) {}

  /**
   * Places a recharge, which is its own idempotency record. One of a shopper is placed after the
   * other, so that several at once do not exceed the cap together (case 39).
   * @throws Refusal RECHARGE_CHANGED, RECHARGE_CAP, IDEMPOTENCY_KEY_REUSED
   */
  place(shopper: ShopperSession, key: string, request: PlaceRecharge): Promise<Recharge> {
    const hash = inputHash(ROUTE, request);
    return inTransaction(this.db, async (tx) => {
      const { shopperId } = shopper;
      await lockLiveShopper(tx, shopperId);
      const known = [['shopper_id = ?', shopperId] as const, ['idempotency_key = ?', key] as const];
      const [first] = await rechargesWhere(tx, known, 1);
      if (first && first.inputHash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
      if (first) return { ...rechargeView(first), refunds: await refundsOf(tx, first.id) };
      const terms = await this.termsOf(tx, request);
      const roomFen = await this.room.of(shopperId, tx);
      if (terms.principalFen + terms.bonusFen > roomFen) {
        throw new Refusal('RECHARGE_CAP', { roomFen: Math.max(0, roomFen) });
      }
      return this.open(tx, shopper, { key, hash, planId: request.planId, terms });
    });
  }

  private async open(
    tx: Tx,
    { shopperId, openid }: ShopperSession,
    {
      key,
      hash,
      planId,
      terms,
    }: { key: string; hash: string; planId: string | null; terms: Terms },
  ): Promise<Recharge> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const payBy = minutesAfter(createdAt, (await this.shop.current(tx)).payWithinMinutes);
    const { principalFen: amountFen } = terms;
    const paymentId = await this.payments.open(tx, {
      ...{ subjectKind: 'recharge', subjectId: id, shopperId, openid, amountFen },
      ...{ description: `储值 ${formatYuan(amountFen)} 元`, expiresAt: payBy },
    });
    const recharge = {
      ...{ id, shopperId, idempotencyKey: key, inputHash: hash, planId, ...terms },
      ...{ paymentId, payBy, createdAt },
    };
    await insertRecharge(tx, recharge);
    const opened = rechargeView({ ...recharge, state: 'awaiting-payment', paidAt: null });
    return { ...opened, refunds: [] };
  }

  /** What the shop promises now, which must be what the shopper was shown. */
  private async termsOf(tx: Tx, request: PlaceRecharge): Promise<Terms> {
    const { planId, shownPrincipalFen, shownBonusFen } = request;
    const terms = planId === null ? await this.custom(tx, request) : await this.plan(tx, planId);
    const isAsShown = terms?.principalFen === shownPrincipalFen && terms.bonusFen === shownBonusFen;
    if (!terms || !isAsShown) throw new Refusal('RECHARGE_CHANGED');
    return terms;
  }

  private async plan(tx: Tx, planId: string): Promise<RechargePlanInput | null> {
    const offered = await this.plans.offered(tx);
    return offered.find(({ id }) => id === planId)?.plan ?? null;
  }

  private async custom(tx: Tx, { shownPrincipalFen }: PlaceRecharge): Promise<Terms | null> {
    const { custom } = await this.settings.current(tx);
    const isBetween =
      custom !== null && shownPrincipalFen >= custom.minFen && shownPrincipalFen <= custom.maxFen;
    if (!isBetween) return null;
    return { principalFen: shownPrincipalFen, bonusFen: fen(0), couponCampaignIds: [], growth: 0 };
  }
}
