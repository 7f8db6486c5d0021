import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { mayMoveAfterSale, type AfterSale } from '@siyu/shared';
import { useState } from 'react';
import { orderChanged, useOrderChanged } from '@/orders/changes';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Cell } from '@/ui/cell';
import { Fact } from '@/ui/fact';
import { GoodsLine } from '@/ui/goods-line';
import { Headline } from '@/ui/headline';
import { momentText, nearMomentText } from '@/ui/moment';
import { ErrorState } from '@/ui/notice';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { confirmed, say, sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { cancelAfterSale, readAfterSale } from './api';
import { ReturnParcel } from './return-parcel';
import { words } from './wording';
import './detail.scss';

/** One after-sale: `?id=`. */
export default function AfterSalePage() {
  const { id = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id, () => asShopper(() => readAfterSale(id)));
  useOrderChanged(reload);
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.detail}>
      {value !== null ? (
        <Shown afterSale={value} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'one thing', 'text']} />
      )}
    </Page>
  );
}

function Shown({ afterSale }: { afterSale: AfterSale }) {
  const { state, answer, freightRefundFen, refundFen, orderId } = afterSale;
  return (
    <View className="after-sale">
      <Headline
        text={words.states[state]}
        notes={[words.explained[state], ...dueText(afterSale)]}
      />
      {answer === '' ? null : (
        <Card title={words.answer}>
          <Text className="after-sale-words">{answer}</Text>
        </Card>
      )}
      <ReturnParcel afterSale={afterSale} onSent={orderChanged} />
      <Card title={words.goods}>
        {afterSale.lines.map((line) => (
          <GoodsLine key={line.lineId} {...line} />
        ))}
        <View className="after-sale-refund">
          <Text>{words.refund}</Text>
          <Price plain amountFen={refundFen} />
        </View>
        {freightRefundFen === 0 ? null : (
          <Text className="after-sale-freight">
            {words.withFreight(yuanText(freightRefundFen))}
          </Text>
        )}
      </Card>
      <Facts afterSale={afterSale} />
      <Card className="after-sale-more">
        <Cell text={words.toOrder} onTap={() => go(`/orders/detail?id=${orderId}`)} />
      </Card>
      {mayMoveAfterSale(state, 'cancelled') ? <Cancel id={afterSale.id} /> : null}
    </View>
  );
}

function Facts({ afterSale }: { afterSale: AfterSale }) {
  const { kind, reason, description, requestedAt, refundedAt, pictureUrls } = afterSale;
  return (
    <Card title={words.facts}>
      <Fact name={words.kind} value={words.kinds[kind]} />
      <Fact name={words.reason} value={words.reasons[reason]} />
      {description === '' ? null : <Fact name={words.description} value={description} />}
      <Fact name={words.requestedAt} value={momentText(requestedAt)} />
      {refundedAt === null ? null : <Fact name={words.refundedAt} value={momentText(refundedAt)} />}
      <View className="after-sale-pictures">
        {pictureUrls.map((url) => (
          <Picture key={url} className="after-sale-picture" url={url} name={words.pictures} />
        ))}
      </View>
    </Card>
  );
}

function Cancel({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    const question = { title: words.cancelTitle, text: words.cancelText, yes: words.cancel };
    if (!(await confirmed(question))) return;
    setBusy(true);
    try {
      await cancelAfterSale(id);
      say(words.cancelled);
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
    orderChanged();
  };
  return (
    <View className="after-sale-cancel">
      <Button kind="secondary" text={words.cancel} loading={busy} onTap={() => void cancel()} />
    </View>
  );
}

/** What silence would lead to, and when; nothing where it leads to nothing. */
function dueText({ state, deadlineAt }: AfterSale): string[] {
  if (deadlineAt === null || !(state in words.due)) return [];
  return [words.due[state as keyof typeof words.due](nearMomentText(deadlineAt))];
}
