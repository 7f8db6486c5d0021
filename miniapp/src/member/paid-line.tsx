import type { PaidMembershipView } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { lastDayText } from './standing-text';
import { words } from './wording';

/** Paid membership in one line: how it stands, or that there is such a thing. */
export function PaidLine({ paid }: { paid: PaidMembershipView | null }) {
  if (paid === null || (!paid.isOffered && paid.terms.length === 0)) return null;
  const { endsAt } = paid;
  return (
    <Card className="member-cells member-paid">
      <Cell
        text={words.paid}
        value={endsAt === null ? words.paidLook : words.paidUntil(lastDayText(endsAt))}
        onTap={() => go('/paid-membership/index')}
      />
    </Card>
  );
}
