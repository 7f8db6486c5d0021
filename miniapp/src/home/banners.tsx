import { Swiper, SwiperItem, View } from '@tarojs/components';
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
  if (home.value === null) {
    return (
      <View className="banners">
        {home.state === 'failed' ? null : <Bone shape="wide" className="banners-bone" />}
      </View>
    );
  }
  const { banners } = home.value;
  const [only] = banners;
  return (
    <View className="banners">
      {banners.length > 1 ? (
        <Several banners={banners} />
      ) : only === undefined ? null : (
        <One banner={only} eager />
      )}
    </View>
  );
}

function Several({ banners }: { banners: readonly Banner[] }) {
  const [shown, setShown] = useState(0);
  return (
    <>
      <Swiper className="banners-swiper" onChange={(event) => setShown(event.detail.current)}>
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
            className={`banners-dot${index === shown ? ' banners-on' : ''}`}
          />
        ))}
      </View>
    </>
  );
}

function One({ banner, eager }: { banner: Banner; eager: boolean }) {
  const { productId, pictureUrl, title, subtitle } = banner;
  const open = () => {
    if (productId !== null) go(`/product/index?id=${productId}`);
  };
  return (
    <Tap className="banner" role="link" label={title} mark="banner" onTap={open}>
      <Picture url={pictureUrl} name="" className="banner-frame" eager={eager} />
      <View className="banner-words">
        <View className="banner-title">{title}</View>
        <View>{subtitle}</View>
      </View>
    </Tap>
  );
}
