import { Injectable } from '@nestjs/common';
import {
  expiryNoticeAt,
  pointsExpiry,
  reclaimPoints,
  type PointsEntryKind,
  type PointsSettings,
  type ShopAccount,
} from '@siyu/shared';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import type { Tx } from '../../../platform/transaction.js';
import { PointsRules } from '../points-rules.js';
import { PointAccounts } from './point-accounts.js';
import { filledLots, findLot, insertLot, lotOfSource, type NewLot } from './point-lot.store.js';

/** Points given for something else than a purchase: a sign-in, a survey, an import. */
export interface PointsGrant {
  shopperId: string;
  points: number;
  /** A word of the feature that gives. */
  source: string;
  /** Names the reason, once for ever within the source; 64 characters at most. */
  key: string;
}

/** By what the history calls it, where the points come from. */
const ORIGINS = {
  'points-granted': 'shop.points-given',
  'points-adjusted': 'shop.points-adjustment',
  'points-imported': 'shop.points-imported',
} as const satisfies Partial<Record<PointsEntryKind, ShopAccount>>;

/** The one way to give points that can be spent at once. */
@Injectable()
export class GrantPoints {
  constructor(
    private readonly clock: Clock,
    private readonly rules: PointsRules,
    private readonly accounts: PointAccounts,
  ) {}

  /** Gives points, once for its source and key; the lot's id, also when repeated. */
  async grant(
    tx: Tx,
    grant: PointsGrant,
    kind: keyof typeof ORIGINS = 'points-granted',
  ): Promise<string> {
    const { shopperId, source, key, points } = grant;
    await lockShopper(tx, shopperId);
    const known = await lotOfSource(tx, source, key);
    if (known) return known;
    const lot = newLot(grant, await this.rules.current(tx), this.clock.now());
    await insertLot(tx, { ...lot, state: 'active' });
    const from = ORIGINS[kind];
    const reference = { kind: 'point-lot', id: lot.id };
    const parts = [{ lotId: lot.id, points, expiresAt: lot.expiresAt }];
    await this.accounts.credit(tx, { kind, key: lot.id, shopperId, reference }, { from, parts });
    return lot.id;
  }

  /**
   * Takes back what was given under a source and key, first out of its own lot; below zero where it
   * is spent (case 40). What has expired of it is gone already. To be asked once.
   */
  async takeBack(tx: Tx, { shopperId, points, source, key }: PointsGrant): Promise<void> {
    await lockShopper(tx, shopperId);
    const lotId = await lotOfSource(tx, source, key);
    const lot = lotId === null ? null : await findLot(tx, lotId);
    const left = points - (lot?.expired ?? points);
    if (!lot || left === 0) return;
    const parts = reclaimPoints(lot.lotId, await filledLots(tx, shopperId), left);
    const reference = { kind: 'point-lot', id: lot.lotId };
    const entry = { kind: 'points-taken-back', key: lot.lotId, shopperId, reference } as const;
    await this.accounts.debit(tx, entry, left, { to: 'shop.points-given', parts });
  }
}

/** A lot by the rules of now, active from `activeAt` on. */
export function newLot(
  { shopperId, points, source, key }: PointsGrant,
  { expiryMonths, noticeDays }: PointsSettings,
  now: Date,
  activeAt: Date = now,
): Omit<NewLot, 'state'> {
  const expiresAt = pointsExpiry(activeAt, expiryMonths);
  const noticeAt = expiryNoticeAt(expiresAt, noticeDays);
  const remindAt = noticeAt && noticeAt < activeAt ? activeAt : noticeAt;
  const dates = { activeAt, expiresAt, remindAt, createdAt: now };
  return { id: newId(now), shopperId, points, source, sourceKey: key, ...dates };
}
