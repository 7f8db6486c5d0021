import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { Bone, SkeletonRows } from '@/ui/skeleton';

/** The checkout page before it is there: address, goods, amounts. */
export function CheckoutSkeleton() {
  return (
    <View>
      <Card>
        <Bone shape="title" />
        <Bone shape="line" />
      </Card>
      <Card className="checkout-skeleton-goods">
        <SkeletonRows count={2} />
      </Card>
      <Card>
        <Bone shape="line" />
        <Bone shape="line" />
        <Bone shape="title" />
      </Card>
    </View>
  );
}
