import { Text, View } from '@tarojs/components';
import type { Address } from '@siyu/shared';
import { WrittenAddress } from '@/addresses/written-address';
import { go } from '@/platform/go';
import { wordingOf } from '@/platform/wording';
import { Icon } from '@/ui/icon';
import { Problem } from '@/ui/problem';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './address-card.scss';

interface AddressCardProps {
  address: Address | null;
  delivered: boolean;
  locked: boolean;
}

/** Where it goes, whether that can be, and the way to change it. */
export function AddressCard({ address, delivered, locked }: AddressCardProps) {
  const url = address === null ? '/addresses/edit?choose=1' : '/addresses/index?choose=1';
  return (
    <Tap className="address-card" disabled={locked} onTap={() => go(url)}>
      <Icon name="pin" />
      <View className="address-card-text">
        {address === null ? (
          <Text className="address-card-none">{words.noAddress}</Text>
        ) : (
          <WrittenAddress address={address} />
        )}
        <Problem text={delivered ? null : wordingOf('REGION_NOT_DELIVERED')} />
      </View>
      <Icon name="forward" small />
    </Tap>
  );
}
