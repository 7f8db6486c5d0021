import { Text, View } from '@tarojs/components';
import type { Shopper } from '@siyu/shared';
import { ensureShopper, useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { sayWhy } from '@/ui/say';
import { words } from './wording';
import './header.scss';

/** Who is here, or the way to log in. */
export function Header({ shopper }: { shopper: Shopper | null }) {
  const shopName = useSession((state) => state.config?.shopName ?? '');
  return (
    <View className="me-header">
      <View className="me-mark">{shopName.slice(0, 1)}</View>
      <View className="me-who">
        <Text className="me-name">
          {shopper === null ? words.welcome : (shopper.phoneMasked ?? words.friend)}
        </Text>
        <Text className="me-shop">{shopper === null ? words.logInText : shopName}</Text>
      </View>
      {shopper === null ? (
        <Button compact text={words.logIn} onTap={() => void ensureShopper().catch(sayWhy)} />
      ) : null}
    </View>
  );
}
