import { Text, View } from '@tarojs/components';
import type { Address } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { phoneText, placeText } from './address-text';
import './written-address.scss';

interface WrittenAddressProps {
  address: Omit<Address, 'id' | 'isDefault'>;
}

/** To whom and where, as it is written on a parcel. A word about it stands beside the name. */
export function WrittenAddress(props: PropsWithChildren<WrittenAddressProps>) {
  const { address, children } = props;
  return (
    <View>
      <View className="written-who">
        <Text className="written-recipient">{address.recipient}</Text>
        <Text className="written-phone">{phoneText(address.phone)}</Text>
        {children}
      </View>
      <Text className="written-place">{placeText(address)}</Text>
    </View>
  );
}
