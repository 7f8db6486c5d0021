import { Text, View } from '@tarojs/components';
import type { MemberCard } from '@siyu/shared';
import { readMemberCard } from '@/member/api';
import { BenefitRow } from '@/member/benefit-row';
import { countText } from '@/member/standing';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { ErrorState } from '@/ui/notice';
import { Tag } from '@/ui/tag';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { words } from './wording';
import './tiers.scss';

/** The ladder: from when on each tier is had and what it gives. */
export default function TiersPage() {
  const { state, value, code, reload } = useLoaded('', () => asShopper(readMemberCard));
  useReturn(() => void reload());
  return (
    <Page title={words.tiers} className="tiers">
      {value !== null ? (
        <View className="tiers-list">
          {value.tiers.map((tier) => (
            <TierCard key={tier.id} tier={tier} isCurrent={tier.id === value.tier.id} />
          ))}
        </View>
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['text', 'things', 'things']} />
      )}
    </Page>
  );
}

function TierCard({ tier, isCurrent }: { tier: MemberCard['tiers'][number]; isCurrent: boolean }) {
  const { name, threshold, benefits } = tier;
  return (
    <Card>
      <View className="tier-head">
        <Text className="tier-name">{name}</Text>
        {isCurrent ? <Tag kind="brand" text={words.current} /> : null}
      </View>
      <Text className="tier-from">
        {threshold === 0 ? words.everyone : words.from(countText(threshold))}
      </Text>
      {benefits.length === 0 ? <Text className="tier-from">{words.tierEmpty}</Text> : null}
      {benefits.map((benefit, place) => (
        <BenefitRow key={`${place}`} benefit={benefit} />
      ))}
    </Card>
  );
}
