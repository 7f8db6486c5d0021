import type { ComparedBenefit, PaidPlansView, PlanGiftView, ShownPlan } from '@siyu/shared';
import type { Device } from '@/platform/device';

/** Plans that may be shown here; of a trial, only where it was not had. */
export function plansFor({ plans, trialUsed }: PaidPlansView, device: Device): ShownPlan[] {
  return plans.filter(
    ({ hiddenOn, period }) => !hiddenOn.includes(device) && !(period === 'trial' && trialUsed),
  );
}

/** What a benefit is to someone of this tier: new, more than they have, or nothing more. */
export function worthOf({ tierHasKind, addsToTier }: ComparedBenefit): 'new' | 'more' | 'same' {
  if (!addsToTier) return 'same';
  return tierHasKind ? 'more' : 'new';
}

/** What a gift is to whoever looks at it. */
export type GiftStanding =
  'own' | 'offered' | 'mine' | 'others' | 'taken-back' | 'expired' | 'over';

export function standingOf({ state, isOwn, isMine }: PlanGiftView): GiftStanding {
  if (state === 'waiting') return isOwn ? 'own' : 'offered';
  if (state === 'refunded') return 'over';
  if (state !== 'accepted') return state;
  return isMine ? 'mine' : 'others';
}
