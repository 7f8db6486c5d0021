import { Text } from '@tarojs/components';
import type { MemberCard } from '@siyu/shared';
import { Card } from '@/ui/card';
import { BenefitRow } from './benefit-row';
import { addedBy } from './standing';
import { words } from './wording';

type CardBenefit = MemberCard['benefits'][number];

/** What the member has, with what of it this month is used and left. */
export function Benefits({ card: { benefits, profile } }: { card: MemberCard }) {
  return (
    <Card title={words.benefits}>
      {benefits.length === 0 ? <Text className="member-none">{words.noBenefits}</Text> : null}
      {benefits.map((one, place) => (
        <BenefitRow key={`${place}`} benefit={one} note={noteOf(one, profile.birthday)} />
      ))}
    </Card>
  );
}

/** What the next tier would add. */
export function NextTier({ card: { tiers, tier, next } }: { card: MemberCard }) {
  const benefitsOf = (id: string) => tiers.find((one) => one.id === id)?.benefits ?? [];
  if (next === null) return null;
  const added = addedBy(benefitsOf(next.tier.id), benefitsOf(tier.id));
  if (added.length === 0) return null;
  return (
    <Card title={words.nextAdds(next.tier.name)}>
      {added.map((one, place) => (
        <BenefitRow key={`${place}`} benefit={one} />
      ))}
    </Card>
  );
}

function noteOf({ kind, from, ...month }: CardBenefit, birthday: string | null): string {
  if (kind === 'birthday-gift' && birthday === null) return words.birthdayMissing;
  const { usedThisMonth, leftThisMonth } = month;
  if (usedThisMonth === null) return words.from(from);
  if (leftThisMonth === null) return words.usedOnly(usedThisMonth);
  return words.left(usedThisMonth, leftThisMonth);
}
