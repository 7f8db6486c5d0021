import { Text, View } from '@tarojs/components';
import { go } from '@/platform/go';
import { ensureShopper, useSession } from '@/session/store';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Cell } from '@/ui/cell';
import { ErrorState } from '@/ui/notice';
import { sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { readMember } from './api';
import { Benefits, NextTier } from './benefits';
import { CardName, Face } from './face';
import { Glance } from './glance';
import { PaidLine } from './paid-line';
import { words } from './wording';
import './index.scss';

/** The member's own page: the card, what they own, and what membership gives them. */
export default function MemberPage() {
  const shopperId = useSession((state) => state.shopper?.id ?? null);
  return (
    <Page title={words.title} tab>
      <View className="member">{shopperId === null ? <Visitor /> : <Member id={shopperId} />}</View>
    </Page>
  );
}

function Visitor() {
  return (
    <View className="face face-visitor">
      <CardName nickname={null} />
      <Text className="face-tier">{words.welcome}</Text>
      <Text className="face-progress">{words.welcomeText}</Text>
      <Button text={words.logIn} onTap={() => void ensureShopper().catch(sayWhy)} />
    </View>
  );
}

function Member({ id }: { id: string }) {
  const { state, value, code, reload } = useLoaded(id, readMember);
  useReturn(() => void reload());
  if (value === null) {
    if (state === 'failed') return <ErrorState code={code} onRetry={() => void reload()} />;
    return <CardBones shapes={['fields', 'text', 'things']} />;
  }
  const { card, assets } = value;
  const isFilled = card.profile.nickname !== null && card.profile.birthday !== null;
  return (
    <View>
      <Face card={card} />
      <Glance assets={assets} />
      <PaidLine paid={assets.paid} />
      <Benefits card={card} />
      <NextTier card={card} />
      <Card className="member-cells">
        <Cell
          icon="edit"
          text={words.profile}
          value={isFilled ? '' : words.profileMissing}
          onTap={() => go('/membership/profile')}
        />
      </Card>
    </View>
  );
}
