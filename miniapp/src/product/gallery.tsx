import { Swiper, SwiperItem, Text, View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import { useState } from 'react';
import { Picture } from '@/ui/picture';
import './gallery.scss';

/** The product's pictures at full width, led by the one of the chosen SKU. */
export function Gallery({ product, sku }: { product: Product; sku: Sku | null }) {
  const [shown, setShown] = useState(0);
  const pictures = picturesOf(product, sku);
  const [only] = pictures;
  if (pictures.length < 2) {
    return <Picture url={only?.url ?? null} name={product.title} className="gallery-frame" eager />;
  }
  return (
    <View className="gallery">
      <Swiper
        className="gallery-swiper"
        current={shown}
        onChange={(event) => setShown(event.detail.current)}
      >
        {pictures.map(({ url, alt }, index) => (
          <SwiperItem key={url}>
            <Picture
              url={url}
              name={product.title}
              alt={alt || product.title}
              className="gallery-frame"
              eager={index === 0}
            />
          </SwiperItem>
        ))}
      </Swiper>
      <Text className="gallery-count">{`${shown + 1}/${pictures.length}`}</Text>
    </View>
  );
}

function picturesOf(product: Product, sku: Sku | null): Product['pictures'] {
  const url = sku?.pictureUrl ?? null;
  if (url === null) return product.pictures;
  const others = product.pictures.filter((picture) => picture.url !== url);
  return [{ url, alt: product.title }, ...others];
}
