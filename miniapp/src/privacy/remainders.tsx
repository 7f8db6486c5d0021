import { Text, View } from '@tarojs/components';
import type { DeletionPreview, RemainderKind } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { words } from './wording';

type Remainder = DeletionPreview['blocks'][number];

/** Where what keeps an account is settled. */
const PLACES: Partial<Record<RemainderKind, string>> = {
  'open-orders': '/orders/index',
  'open-fapiao': '/orders/index',
  'open-after-sales': '/after-sale/index',
  'open-refunds': '/after-sale/index',
  'open-recharges': '/wallet/index',
  'open-plan-purchases': '/paid-membership/index',
  'waiting-plan-gifts': '/paid-membership/index',
  principal: '/wallet/index',
};

/** What keeps the account, each leading to where it is settled; or else what is given up. */
export function Remainders({ preview: { blocks, givenUp } }: { preview: DeletionPreview }) {
  if (blocks.length > 0) return <Blocks blocks={blocks} />;
  return (
    <Card title={words.givenUp}>
      {givenUp.length === 0 ? (
        <Text className="deletion-text">{words.nothing}</Text>
      ) : (
        givenUp.map((one) => (
          <Text key={one.kind} className="deletion-given-up">
            {textOf(one)}
          </Text>
        ))
      )}
    </Card>
  );
}

function Blocks({ blocks }: { blocks: readonly Remainder[] }) {
  return (
    <Card title={words.blocked}>
      <Text className="deletion-text">{words.blockedText}</Text>
      <View className="deletion-blocks">
        {blocks.map((one) => {
          const place = PLACES[one.kind];
          return place === undefined ? (
            <Text key={one.kind} className="deletion-given-up">
              {textOf(one)}
            </Text>
          ) : (
            <Cell key={one.kind} text={textOf(one)} value={words.handle} onTap={() => go(place)} />
          );
        })}
      </View>
    </Card>
  );
}

function textOf({ kind, amount }: Remainder): string {
  return words.kinds[kind](amount);
}
