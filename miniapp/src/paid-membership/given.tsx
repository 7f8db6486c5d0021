import type { GivenPlanGift } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { giftPath } from './api';
import { words } from './wording';

/** Plans one has given; each leads to where it is shared or taken back. */
export function Given({ gifts }: { gifts: readonly GivenPlanGift[] }) {
  if (gifts.length === 0) return null;
  return (
    <Card title={words.gift.given}>
      {gifts.map(({ purchaseId, planName, state, code }) => (
        <Cell
          key={purchaseId}
          text={planName}
          value={words.gift.states[state]}
          onTap={() => go(giftPath(code))}
        />
      ))}
    </Card>
  );
}
