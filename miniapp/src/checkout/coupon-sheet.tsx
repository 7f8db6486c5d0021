import { Text, View } from '@tarojs/components';
import { givenText, unmetText } from '@/promotions/verdict-text';
import { nearMomentText } from '@/ui/moment';
import { Sheet } from '@/ui/sheet';
import { Tap } from '@/ui/tap';
import { Icon } from '@/ui/icon';
import type { CouponChoice, CouponsOfQuote, CouponVerdict } from './coupon-choice';
import type { CheckoutState } from './use-checkout';
import { useSavings } from './use-savings';
import { words } from './wording';
import './coupon-sheet.scss';

interface CouponSheetProps {
  coupons: CouponsOfQuote;
  checkout: CheckoutState;
  onClose: () => void;
}

/** Which coupon to use: what each would save, and why the others cannot be used. */
export function CouponSheet({ coupons, checkout, onClose }: CouponSheetProps) {
  const { applied, usable, unusable } = coupons;
  const savings = useSavings(checkout, usable);
  const { couponIds } = checkout;
  const choose = (choice: CouponChoice) => {
    checkout.chooseCoupons(choice);
    onClose();
  };
  const chosen = (id: string) => couponIds !== null && couponIds.includes(id);
  const none = applied.length + usable.length === 0;
  return (
    <Sheet open title={words.coupons} onClose={onClose}>
      {none ? (
        <View className="coupon-sheet-none">{words.noneUsable}</View>
      ) : (
        <View>
          <Choice text={words.best} chosen={couponIds === null} onTap={() => choose(null)} />
          {[...applied, ...usable].map((one) => (
            <Choice
              key={one.couponId}
              text={one.name}
              about={words.until(nearMomentText(one.endsAt))}
              value={one.applied ? givenText(one) : (savings[one.couponId] ?? '')}
              chosen={chosen(one.couponId)}
              onTap={() => choose([one.couponId])}
            />
          ))}
          <Choice text={words.noCoupon} chosen={couponIds?.length === 0} onTap={() => choose([])} />
        </View>
      )}
      <Unusable coupons={unusable} />
    </Sheet>
  );
}

interface ChoiceProps {
  text: string;
  about?: string;
  value?: string;
  chosen: boolean;
  onTap: () => void;
}

function Choice({ text, about, value = '', chosen, onTap }: ChoiceProps) {
  return (
    <Tap className="coupon-choice" role="radio" chosen={chosen} onTap={onTap}>
      <View className="coupon-choice-words">
        <Text className="coupon-choice-name">{text}</Text>
        {about === undefined ? null : <Text className="coupon-choice-about">{about}</Text>}
      </View>
      <Text className="coupon-choice-value">{value}</Text>
      <View className={chosen ? 'coupon-choice-mark coupon-choice-on' : 'coupon-choice-mark'}>
        {chosen ? <Icon name="check" small /> : null}
      </View>
    </Tap>
  );
}

function Unusable({ coupons }: { coupons: readonly CouponVerdict[] }) {
  if (coupons.length === 0) return null;
  return (
    <View>
      <View className="coupon-sheet-title">{words.unusable}</View>
      {coupons.map((one) => (
        <View key={one.couponId} className="coupon-choice">
          <View className="coupon-choice-words">
            <Text className="coupon-choice-about">{one.name}</Text>
            <Text className="coupon-choice-why">{unmetText(one)}</Text>
          </View>
        </View>
      ))}
    </View>
  );
}
