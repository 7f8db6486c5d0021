import { Swiper, SwiperItem, Text, View } from '@tarojs/components';
import type { Home } from '@siyu/shared';
import { useState } from 'react';
import { go } from '@/platform/go';
import { Picture } from '@/ui/picture';
import { Bone } from '@/ui/skeleton';
import { Tap } from '@/ui/tap';
import type { Loaded } from '@/ui/use-loaded';
import './banners.scss';

type Banner = Home['banners'][number];

/** One or a few large pictures that lead somewhere. They do not move by themselves. */
export function Banners({ home }: { home: Loaded<Home> }) {
  const [shown, setShown] = useState(0);
  if (home.value === null) {
    return home.state === 'failed' ? null : <Bone shape="wide" className="banners-bone" />;
  }
  const { banners } = home.value;
  if (banners.length === 0) return null;
  if (banners.length === 1) return banners.map((banner) => <One key="one" banner={banner} eager />);
  return (
    <View className="banners">
      <Swiper
        className="banners-swiper"
        onChange={(event) => setShown(event.detail.current)}
        current={shown}
      >
        {banners.map((banner, index) => (
          <SwiperItem key={banner.pictureUrl}>
            <One banner={banner} eager={index === 0} />
          </SwiperItem>
        ))}
      </Swiper>
      <View className="banners-dots">
        {banners.map((banner, index) => (
          <View
            key={banner.pictureUrl}
            className={`banners-dot${index === shown ? ' banners-dot-on' : ''}`}
          />
        ))}
      </View>
    </View>
  );
}

function One({ banner, eager }: { banner: Banner; eager: boolean }) {
  const { productId } = banner;
  const open = () => {
    if (productId !== null) go(`/product/index?id=${productId}`);
  };
  return (
    <Tap className="banner" role="link" label={banner.title} onTap={open}>
      <Picture url={banner.pictureUrl} name={banner.title} className="banner-frame" eager={eager} />
      <View className="banner-words">
        <Text className="banner-title">{banner.title}</Text>
        <Text className="banner-subtitle">{banner.subtitle}</Text>
      </View>
    </Tap>
  );
}
