import { View } from '@tarojs/components';
import { useRouter, useUnload } from '@tarojs/taro';
import { REMARK_LENGTH_MAX, type ChosenTenders, type QuoteAnswer } from '@siyu/shared';
import { useEffect } from 'react';
import { chooseForPurchase } from '@/addresses/choice';
import { go } from '@/platform/go';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Checkbox } from '@/ui/checkbox';
import { Empty, ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { TextArea } from '@/ui/text-area';
import { useLoaded } from '@/ui/use-loaded';
import { AddressCard } from './address-card';
import { AmountCard } from './amount-card';
import { CouponRow } from './coupon-row';
import { isDelivered } from './delivered';
import { CheckoutLines } from './lines';
import { loadPurchase, type Purchase } from './load-purchase';
import { StoppedStrip } from './stopped';
import { TenderRows } from './tender-rows';
import { useCheckout, type CheckoutState } from './use-checkout';
import { throughOf, wantedAtOnce } from './wanted';
import { words } from './wording';
import './index.scss';

const BONES = ['text', 'things', 'text'] as const;

/** Buying the chosen lines of the cart, or other lines at once by `?lines=`. */
export default function CheckoutPage() {
  const { params } = useRouter();
  const loaded = useLoaded('purchase', () => loadPurchase(wantedAtOnce(params), throughOf(params)));
  // A choice belongs to one purchase.
  useEffect(() => chooseForPurchase(null), []);
  useUnload(() => chooseForPurchase(null));
  return (
    <Page title={words.title}>
      {loaded.value !== null ? (
        <Checkout purchase={loaded.value} />
      ) : loaded.state === 'failed' ? (
        <ErrorState code={loaded.code} onRetry={() => void loaded.reload()} />
      ) : (
        <CardBones shapes={BONES} />
      )}
    </Page>
  );
}

function Checkout({ purchase }: { purchase: Purchase }) {
  const checkout = useCheckout(purchase);
  if (checkout.lines.length === 0) {
    const toCart = { text: words.toCart, onTap: () => go('/cart/index') };
    return <Empty icon="cart" text={words.empty} action={toCart} />;
  }
  const { state, code, value: quote, reload } = checkout.quoted;
  if (quote === null) {
    if (state !== 'failed') return <CardBones shapes={BONES} />;
    return <ErrorState code={code} onRetry={() => void reload()} />;
  }
  return (
    <View className="checkout">
      <AddressCard
        address={checkout.address}
        delivered={isDelivered(quote)}
        locked={checkout.locked}
      />
      <CheckoutLines
        lines={quote.lines}
        locked={checkout.locked}
        onQuantity={checkout.setQuantity}
      />
      <CouponRow checkout={checkout} quote={quote} />
      <TenderRows checkout={checkout} quote={quote} />
      <AmountCard quote={quote} paidBy={checkout.tenders.of(quote)?.paidBy ?? null} />
      <Card title={words.remark}>
        <TextArea
          label={words.remark}
          value={checkout.remark}
          placeholder={words.remarkPlaceholder}
          lengthMax={REMARK_LENGTH_MAX}
          disabled={checkout.locked}
          onInput={checkout.setRemark}
        />
      </Card>
      <Decision checkout={checkout} quote={quote} />
    </View>
  );
}

/** What stands in the way, what has to be confirmed, and the one button with the amount on it. */
function Decision({ checkout, quote }: { checkout: CheckoutState; quote: QuoteAnswer }) {
  const unknown = checkout.locked && !checkout.busy;
  const text = placeText(quote, checkout.tenders.of(quote), unknown);
  return (
    <View className="checkout-foot">
      <StoppedStrip stopped={checkout.stopped} quote={quote} />
      <View className="checkout-decision">
        {quote.lines.every((line) => line.returnable) ? null : (
          <Checkbox
            checked={checkout.confirmed}
            label={words.confirmReturns}
            disabled={checkout.locked}
            onChange={checkout.confirm}
          />
        )}
        <Button
          text={isDelivered(quote) ? text : words.notDelivered}
          loading={checkout.busy || checkout.quoted.state === 'loading'}
          disabled={quote.refusal !== null}
          onTap={() => void checkout.place(quote)}
        />
      </View>
    </View>
  );
}

/** What the button does: with what is left to pay through WeChat, or with what pays instead. */
function placeText(quote: QuoteAnswer, tenders: ChosenTenders | null, again: boolean): string {
  const paidBy = tenders?.paidBy ?? { wechatFen: quote.totalFen, balanceFen: 0, pointsFen: 0 };
  const amount = yuanText(paidBy.wechatFen);
  if (again) return words.again(amount);
  if (paidBy.wechatFen > 0 || quote.totalFen === 0) return words.place(amount);
  return tenders !== null && tenders.paidBy.balanceFen > 0
    ? words.payByBalance(yuanText(tenders.paidBy.balanceFen))
    : words.payByPoints;
}
