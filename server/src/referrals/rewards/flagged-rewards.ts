import { Injectable } from '@nestjs/common';
import type { FlagState } from '@siyu/shared';
import type { Tx } from '../../platform/transaction.js';
import { FlagListeners, type FlagChange } from '../risk/flag-listeners.js';
import { lockOpenOfFriend, moveReward, type RewardRow } from './reward.store.js';

/** Why a reward is held while its friend is flagged; the evidence stands with the flag. */
export const FLAGGED = { flag: 'referral-risk' };

/** What a flagged friend's actions would give waits, goes on or is void, as the flag is decided. */
@Injectable()
export class FlaggedRewards {
  constructor(listeners: FlagListeners) {
    listeners.add((tx, change) => this.follow(tx, change));
  }

  private async follow(tx: Tx, { state, ...friend }: FlagChange): Promise<void> {
    for (const reward of await lockOpenOfFriend(tx, friend)) await FOLLOW[state](tx, reward);
  }
}

const FOLLOW: Record<FlagState, (tx: Tx, reward: RewardRow) => Promise<void>> = {
  open: async (tx, reward) => {
    if (reward.state === 'pending') await moveReward(tx, reward, 'held', { heldFor: FLAGGED });
  },
  cleared: async (tx, reward) => {
    if (reward.state === 'held' && isFlagged(reward)) await moveReward(tx, reward, 'pending');
  },
  confirmed: (tx, reward) => moveReward(tx, reward, 'voided', { voidReason: 'REVIEWED' }),
};

/** Held by the flag, not by what could not be given. */
function isFlagged({ heldFor }: RewardRow): boolean {
  return heldFor?.['flag'] === FLAGGED.flag;
}
