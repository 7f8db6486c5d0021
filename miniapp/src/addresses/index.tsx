import { View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import type { Address } from '@siyu/shared';
import { useRef } from 'react';
import { go, goBack } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { CardBones } from '@/ui/card-bones';
import { Icon } from '@/ui/icon';
import { Empty, ErrorState } from '@/ui/notice';
import { Tag } from '@/ui/tag';
import { Tap } from '@/ui/tap';
import { useLoaded } from '@/ui/use-loaded';
import { readAddresses } from './api';
import { chooseForPurchase, useAddressChoice } from './choice';
import { words } from './wording';
import { WrittenAddress } from './written-address';
import './index.scss';

/** What is saved there is used at once, and both pages are left. */
const CHOOSING = '&choose=1&leave=2';

/** The address book. With `?choose=1` a tap sends the purchase under way there. */
export default function AddressesPage() {
  const choosing = useRouter().params.choose === '1';
  const { state, code, value, reload } = useLoaded('addresses', () => asShopper(readAddresses));
  const shownBefore = useRef(false);
  useDidShow(() => {
    if (shownBefore.current) void reload();
    shownBefore.current = true;
  });
  const add = () => go(`/addresses/edit${choosing ? `?${CHOOSING}` : ''}`);
  return (
    <Page title={choosing ? words.choose : words.list}>
      {value !== null ? (
        <Book addresses={value} choosing={choosing} onAdd={add} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['text', 'text', 'text']} />
      )}
    </Page>
  );
}

interface BookProps {
  addresses: readonly Address[];
  choosing: boolean;
  onAdd: () => void;
}

function Book({ addresses, choosing, onAdd }: BookProps) {
  const chosenId = useAddressChoice((choice) => choice.address?.id);
  if (addresses.length === 0) {
    return <Empty icon="pin" text={words.empty} action={{ text: words.add, onTap: onAdd }} />;
  }
  return (
    <View className="addresses">
      {addresses.map((address) => (
        <Row
          key={address.id}
          address={address}
          choosing={choosing}
          chosen={address.id === chosenId}
        />
      ))}
      <BottomBar>
        <View className="addresses-add">
          <Button text={words.add} onTap={onAdd} />
        </View>
      </BottomBar>
    </View>
  );
}

function Row(props: { address: Address; choosing: boolean; chosen: boolean }) {
  const { address, choosing, chosen } = props;
  const edit = () => go(`/addresses/edit?id=${address.id}${choosing ? CHOOSING : ''}`);
  const choose = () => {
    chooseForPurchase(address);
    goBack();
  };
  return (
    <View className={`address${choosing && chosen ? ' address-chosen' : ''}`}>
      <Tap className="address-text" onTap={choosing ? choose : edit}>
        <WrittenAddress address={address}>
          {address.isDefault ? <Tag text={words.isDefault} /> : null}
        </WrittenAddress>
      </Tap>
      <Tap className="address-edit" label={words.change} onTap={edit}>
        <Icon name="edit" />
      </Tap>
    </View>
  );
}
