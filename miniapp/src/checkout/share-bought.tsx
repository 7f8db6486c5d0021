import { useShareAppMessage } from '@tarojs/taro';
import type { Order } from '@siyu/shared';
import { ShareButton } from '@/sharing/share-button';
import { useSharedPath } from '@/sharing/use-shared-path';
import { pictureAddress } from '@/platform/http';
import { words } from './wording';

/** Shares what has just been bought: its first product. */
export function ShareBought({ order }: { order: Order }) {
  const line = order.lines[0];
  const id = line?.productId ?? '';
  const path = useSharedPath('product', id, `/product/index?id=${id}`);
  useShareAppMessage(() => ({
    title: line?.title ?? words.resultTitle,
    path,
    ...(line?.pictureUrl && { imageUrl: pictureAddress(line.pictureUrl) }),
  }));
  return <ShareButton kind="secondary" text={words.share} path={path} />;
}
