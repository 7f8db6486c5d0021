import { Injectable } from '@nestjs/common';
import {
  beijingDay,
  isEnough,
  limitReached,
  refusalToReward,
  rewardDueAt,
  type Fen,
  type RewardAction,
  type RewardOffer,
} from '@siyu/shared';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { registeredAt } from '../../identity/registered-at.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { Attributions } from '../binding/attributions.service.js';
import type { BindingRow } from '../binding/binding.store.js';
import { LiveProgramme } from '../programmes/live-programme.js';
import type { ProgrammeRow } from '../programmes/programme.store.js';
import {
  insertReward,
  lockOpenOf,
  lockOpenOfOrder,
  lockReward,
  moveReward,
  rewardsHad,
  setDue,
  type RewardRow,
} from './reward.store.js';

/** Something a friend did of their own. */
export interface FriendAction {
  action: RewardAction;
  friendId: string;
  at: Date;
  /** When the link was opened; for a registration. */
  touchedAt?: Date;
  order?: { id: string; leftFen: Fen; afterSaleUntil: Date | null };
}

/**
 * What inviting has earned. Each reward is for one action of one friend; it waits until that can no
 * longer be undone. Another room may hold one meanwhile, and release or void it after a look.
 */
@Injectable()
export class Rewards {
  constructor(
    private readonly clock: Clock,
    private readonly attributions: Attributions,
    private readonly live: LiveProgramme,
  ) {}

  /** Notes what an action earns both sides, by the programme and the binding of then. */
  async earn(tx: Tx, done: FriendAction): Promise<void> {
    const programme = await this.live.current(tx);
    const offers = programme?.input.offers.filter(({ action }) => action === done.action) ?? [];
    if (!programme || offers.length === 0) return;
    const binding = await this.attributions.bindingAt(tx, done.friendId, done.at);
    if (binding?.owner.kind !== 'shopper') return;
    const { action, at, friendId, touchedAt = at, order } = done;
    const facts = { action, at, touchedAt, wasNew: binding.wasNew };
    const ofFriend = { registeredAt: registeredAt(friendId), keptFen: order?.leftFen ?? null };
    if (refusalToReward(programme.input, { ...facts, ...ofFriend })) return;
    if (!(await lockIfLive(tx, binding.owner.id))) return;
    for (const offer of offers) await this.add(tx, { done, programme, binding }, offer);
  }

  /** The order was received: what it earned can be given once its after-sale time is over. */
  async received(tx: Tx, orderId: string, afterSaleUntil: Date): Promise<void> {
    await setDue(tx, orderId, afterSaleUntil);
  }

  /** Money of the order went back: what it no longer earns is void. Safe to repeat. */
  async orderBack(tx: Tx, orderId: string, leftFen: Fen): Promise<void> {
    for (const reward of await lockOpenOfOrder(tx, orderId)) {
      if (isEnough(leftFen, reward)) continue;
      await moveReward(tx, reward, 'voided', { voidReason: 'REFUNDED' });
    }
  }

  /** Keeps one from being given, and says why. @throws Refusal NOT_FOUND, CAMPAIGN_STATE */
  async hold(tx: Tx, rewardId: string, evidence: Record<string, unknown>): Promise<void> {
    await moveReward(tx, await this.inState(tx, rewardId, ['pending']), 'held', {
      heldFor: evidence,
    });
  }

  /** It waits for its day again, or for the next sweep. @throws Refusal NOT_FOUND, CAMPAIGN_STATE */
  async release(tx: Tx, rewardId: string): Promise<void> {
    await moveReward(tx, await this.inState(tx, rewardId, ['held']), 'pending');
  }

  /** It is not given. @throws Refusal NOT_FOUND, CAMPAIGN_STATE once it was given */
  async void(tx: Tx, rewardId: string): Promise<void> {
    const reward = await this.inState(tx, rewardId, ['pending', 'held']);
    await moveReward(tx, reward, 'voided', { voidReason: 'REVIEWED' });
  }

  /** Somebody is gone: what was on its way stays theirs on paper, and is given to nobody (case 53). */
  async freeze(tx: Tx, shopperId: string): Promise<void> {
    for (const reward of await lockOpenOf(tx, shopperId)) await moveReward(tx, reward, 'frozen');
  }

  private async inState(
    tx: Tx,
    rewardId: string,
    states: readonly RewardRow['state'][],
  ): Promise<RewardRow> {
    const reward = await lockReward(tx, rewardId);
    if (!reward) throw new Refusal('NOT_FOUND');
    if (!states.includes(reward.state)) throw new Refusal('CAMPAIGN_STATE');
    return reward;
  }

  /** The inviter is locked: their rewards are counted and added to by one at a time. */
  private async add(
    tx: Tx,
    about: { done: FriendAction; programme: ProgrammeRow; binding: BindingRow },
    { action, side, gift }: RewardOffer,
  ): Promise<void> {
    const { done, programme, binding } = about;
    const { id: programmeId, input } = programme;
    const now = this.clock.now();
    const [inviterId, friendId, day] = [binding.owner.id, done.friendId, beijingDay(now)];
    const had =
      side === 'inviter' ? await rewardsHad(tx, { programmeId, inviterId, day }) : NOTHING_HAD;
    const voidReason = limitReached(input, had);
    await insertReward(tx, {
      ...{ id: newId(now), programmeId, action, side, friendId, inviterId, gift, day },
      ...{ bindingId: binding.id, orderId: done.order?.id ?? null, createdAt: now },
      shopperId: side === 'inviter' ? inviterId : friendId,
      ...{ state: voidReason ? 'voided' : 'pending', voidReason, orderMinFen: input.orderMinFen },
      ...{ totalMax: input.rewardsMax, dayMax: input.rewardsPerDayMax },
      dueAt: rewardDueAt(done, done.order?.afterSaleUntil ?? null),
    });
  }
}

const NOTHING_HAD = { total: 0, today: 0 };
