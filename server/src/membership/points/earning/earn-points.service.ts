import { Injectable } from '@nestjs/common';
import {
  beijingDay,
  earnedPoints,
  multiplierOn,
  pointsToTakeBack,
  reclaimPoints,
  type EarnRate,
  type Fen,
  type PointsSettings,
} from '@siyu/shared';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import type { Tx } from '../../../platform/transaction.js';
import { newLot } from '../lots/grant-points.service.js';
import { PointAccounts } from '../lots/point-accounts.js';
import { filledLots, findLot, insertLot } from '../lots/point-lot.store.js';
import { PointsRules } from '../points-rules.js';
import { MemberMultiplier } from './member-multiplier.js';
import { noteGiven, noteLeft, noteTakenBack } from './point-earning.store.js';

/** A purchase that was received. */
export interface Purchase {
  orderId: string;
  shopperId: string;
  /** What was paid for it in money, freight included, and is not given back. */
  leftFen: Fen;
  paidAt: Date;
  /** Its points are pending until then. */
  afterSaleUntil: Date;
}

export interface PartReturned {
  orderId: string;
  shopperId: string;
  refundId: string;
  leftFen: Fen;
}

/** Points for purchases, and what is taken of them when money goes back. Safe to repeat. */
@Injectable()
export class EarnPoints {
  constructor(
    private readonly clock: Clock,
    private readonly rules: PointsRules,
    private readonly multiplier: MemberMultiplier,
    private readonly accounts: PointAccounts,
  ) {}

  /** Gives what an order earns by the rules of now, pending. */
  async earn(tx: Tx, purchase: Purchase): Promise<void> {
    const { orderId, shopperId, afterSaleUntil } = purchase;
    await lockShopper(tx, shopperId);
    const { lotId, leftFen } = await noteLeft(tx, purchase);
    const settings = await this.rules.current(tx);
    if (lotId !== null || !settings.isOn) return;
    const rate = await this.rateOf(tx, purchase, settings);
    const points = earnedPoints(leftFen, rate);
    if (points === 0) return;
    const now = this.clock.now();
    const source = { shopperId, points, source: 'order', key: orderId };
    const lot = newLot(source, settings, now, afterSaleUntil);
    await insertLot(tx, { ...lot, state: 'pending' });
    await noteGiven(tx, orderId, { ...rate, lotId: lot.id, given: points });
    await this.accounts.post(
      tx,
      { kind: 'points-earned', key: orderId, shopperId, reference: aboutOrder(orderId) },
      [
        { account: 'points.pending', amount: points },
        { account: 'shop.points-given', amount: -points },
      ],
      [{ lotId: lot.id, points }],
    );
  }

  /** Takes back what the rest of an order no longer earns; below zero where it is spent (case 40). */
  async takeBack(tx: Tx, returned: PartReturned): Promise<void> {
    await lockShopper(tx, returned.shopperId);
    const earning = await noteLeft(tx, returned);
    const lot = earning.lotId === null ? null : await findLot(tx, earning.lotId);
    if (!lot) return;
    const points = pointsToTakeBack(earning.leftFen, { ...earning, expired: lot.expired });
    if (points === 0) return;
    await noteTakenBack(tx, returned.orderId, points);
    if (lot.state === 'pending') return this.takePending(tx, returned, lot.lotId, points);
    const lots = await filledLots(tx, returned.shopperId);
    const parts = reclaimPoints(lot.lotId, lots, points);
    await this.accounts.debit(tx, taking(returned), points, { to: 'shop.points-given', parts });
  }

  private async takePending(
    tx: Tx,
    returned: PartReturned,
    lotId: string,
    points: number,
  ): Promise<void> {
    await this.accounts.post(
      tx,
      taking(returned),
      [
        { account: 'points.pending', amount: -points },
        { account: 'shop.points-given', amount: points },
      ],
      [{ lotId, points: -points }],
    );
  }

  private async rateOf(
    tx: Tx,
    { shopperId, paidAt }: Purchase,
    { earn }: PointsSettings,
  ): Promise<EarnRate> {
    const ofMember = await this.multiplier.of(tx, shopperId, paidAt);
    const multiplierBps = multiplierOn(beijingDay(paidAt), ofMember, earn.days);
    return { pointsPerYuan: earn.pointsPerYuan, multiplierBps };
  }
}

function aboutOrder(id: string) {
  return { kind: 'order', id };
}

function taking({ orderId, shopperId, refundId }: PartReturned) {
  const reference = aboutOrder(orderId);
  return { kind: 'points-taken-back' as const, key: refundId, shopperId, reference };
}
