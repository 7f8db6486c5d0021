import { Text, View } from '@tarojs/components';
import type { Address } from '@siyu/shared';
import { WrittenAddress } from '@/addresses/written-address';
import { go } from '@/platform/go';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './address-card.scss';

/** Where it goes, and the way to change that. */
export function AddressCard({ address, locked }: { address: Address | null; locked: boolean }) {
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
      </View>
      <Icon name="forward" small />
    </Tap>
  );
}
