import { Text, View } from '@tarojs/components';
import type { PaidMembershipView, PaidTermView } from '@siyu/shared';
import { useState } from 'react';
import { dayText, lastDayText } from '@/member/standing-text';
import { askForNotices } from '@/messages/ask-for-notices';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Checkbox } from '@/ui/checkbox';
import { momentText } from '@/ui/moment';
import { sayWhy } from '@/ui/say';
import { Tag } from '@/ui/tag';
import { wantReminder } from './api';
import { PlanRefund } from './refund-sheet';
import { words } from './wording';

interface TermsProps {
  own: PaidMembershipView;
  onChanged: () => Promise<void>;
}

/** Terms with what can be done about each, and the reminder that nobody ticks for anybody. */
export function Terms({ own, onChanged }: TermsProps) {
  const { terms, endsAt, reminderWanted } = own;
  const [refunding, setRefunding] = useState<string | null>(null);
  const want = async (wanted: boolean) => {
    if (wanted) await askForNotices(['paid-membership-ends']);
    await wantReminder(wanted).catch(sayWhy);
    await onChanged();
  };
  if (terms.length === 0) return null;
  return (
    <Card title={words.terms}>
      {terms.map((term) => (
        <Term key={term.id} term={term} onRefund={setRefunding} />
      ))}
      {endsAt === null ? null : (
        <View className="paid-remind">
          <Checkbox
            checked={reminderWanted}
            label={words.remind}
            onChange={(wanted) => void want(wanted)}
          />
          <Text className="paid-text">{words.remindNote}</Text>
        </View>
      )}
      {refunding === null ? null : (
        <PlanRefund
          purchaseId={refunding}
          onClose={() => setRefunding(null)}
          onGivenBack={onChanged}
        />
      )}
    </Card>
  );
}

interface TermProps {
  term: PaidTermView;
  onRefund: (purchaseId: string) => void;
}

function Term({ term, onRefund }: TermProps) {
  const { planName, state, beginsAt, endsAt, source, purchaseId } = term;
  const isLive = state === 'active' || state === 'trial';
  return (
    <View className="paid-term">
      <View className="paid-term-head">
        <Text className="paid-term-name">{planName}</Text>
        <Tag kind={isLive ? 'brand' : 'quiet'} text={words.termStates[state]} />
      </View>
      <Text className="paid-text">
        {words.period(dayText(momentText(beginsAt).slice(0, 10)), lastDayText(endsAt))}
      </Text>
      {source === 'purchase' ? null : <Text className="paid-text">{words.sources[source]}</Text>}
      {purchaseId !== null && (isLive || state === 'upcoming') ? (
        <Button kind="quiet" text={words.refund} onTap={() => onRefund(purchaseId)} />
      ) : null}
    </View>
  );
}
