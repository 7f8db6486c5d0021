import { Text, View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { goBack } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { accessible } from '@/ui/accessible';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './navigation-bar.scss';

/** The bar a mini-program has by itself and a browser has not. */
export function NavigationBar({ title, back }: { title: string; back: boolean }) {
  useDidShow(() => {
    document.title = title;
  });
  return (
    <View className="navigation">
      {back ? (
        <Tap className="navigation-back" label={inLanguage('返回', 'Back')} onTap={goBack}>
          <Icon name="back" />
        </Tap>
      ) : null}
      <View {...accessible({ role: 'heading', 'aria-level': 1 })}>
        <Text className="navigation-title">{title}</Text>
      </View>
    </View>
  );
}
