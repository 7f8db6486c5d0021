import { Text, View } from '@tarojs/components';
import type { Address } from '@siyu/shared';
import { phoneText, placeText } from '@/addresses/address-text';
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
          <Text className="address-card-who">{words.noAddress}</Text>
        ) : (
          <View>
            <Text className="address-card-who">{address.recipient}</Text>
            <Text className="address-card-phone">{phoneText(address.phone)}</Text>
            <Text className="address-card-place">{placeText(address)}</Text>
          </View>
        )}
      </View>
      <Icon name="forward" small />
    </Tap>
  );
}
