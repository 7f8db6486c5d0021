import type { ComparedBenefit, PaidPlansView, ShownPlan } from '@siyu/shared';
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
