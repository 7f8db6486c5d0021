import { Text, View } from '@tarojs/components';
import type { CouponTerms } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { conditionText, scopeText, worthText } from './terms-text';
import './coupon-card.scss';

interface CouponCardProps {
  terms: CouponTerms;
  /** When it can be used, or what became of it. */
  when: string;
  /** It cannot be used any more. */
  over?: boolean;
}

/** A coupon: what it is worth, for what and when; what can be done with it stands at its right. */
export function CouponCard({
  terms,
  when,
  over = false,
  children,
}: PropsWithChildren<CouponCardProps>) {
  return (
    <View className={over ? 'coupon coupon-over' : 'coupon'}>
      <View className="coupon-worth">
        <Text className="coupon-amount">{worthText(terms)}</Text>
        <Text className="coupon-condition">{conditionText(terms)}</Text>
      </View>
      <View className="coupon-words">
        <Text className="coupon-name">{terms.name}</Text>
        <Text className="coupon-about">{scopeText(terms)}</Text>
        <Text className="coupon-about">{when}</Text>
      </View>
      <View className="coupon-act">{children}</View>
    </View>
  );
}
