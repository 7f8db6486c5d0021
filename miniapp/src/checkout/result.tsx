import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { WrittenAddress } from '@/addresses/written-address';
import { go, goInstead } from '@/platform/go';
import { Page } from '@/shell/page';
import { ShareBought } from './share-bought';
import { accessible } from '@/ui/accessible';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ErrorState } from '@/ui/notice';
import { Price } from '@/ui/price';
import { usePaymentResult, type PaymentResult } from './use-payment-result';
import { words } from './wording';
import './result.scss';

/** What became of the payment of `?id=`: asked of the server, never of the phone alone. */
export default function ResultPage() {
  const { id = '' } = useRouter().params;
  const { result, ask } = usePaymentResult(id);
  const toOrder = () => goInstead(`/orders/detail?id=${id}`);
  return (
    <Page title={words.resultTitle}>
      {result.state === 'confirming' ? (
        <View className="result" {...accessible({ role: 'status' })}>
          <View className="result-wait" />
          <Text className="result-title">{words.confirming}</Text>
        </View>
      ) : result.state === 'failed' ? (
        <View>
          <ErrorState code={result.code} onRetry={ask} />
          <Button kind="quiet" text={words.toOrder} onTap={toOrder} />
        </View>
      ) : (
        <Known result={result} onAsk={ask} onOrder={toOrder} />
      )}
    </Page>
  );
}

interface KnownProps {
  result: Extract<PaymentResult, { order: unknown }>;
  onAsk: () => void;
  onOrder: () => void;
}

const SAID: Record<KnownProps['result']['state'], { title: string; next: string }> = {
  paid: { title: words.paid, next: words.paidNext },
  unconfirmed: { title: words.unconfirmed, next: words.unconfirmedNext },
  closed: { title: words.notPaid, next: words.notPaidNext },
};

function Known({ result: { state, order }, onAsk, onOrder }: KnownProps) {
  const paid = state === 'paid';
  const gathering = paid && order.state === 'gathering';
  return (
    <View>
      <View className="result" {...accessible({ role: 'status' })}>
        <View className={`result-mark result-${state}`}>
          <Icon name={paid ? 'check' : 'warning'} />
        </View>
        <Text className="result-title">{SAID[state].title}</Text>
        {paid ? <Price size="large" plain amountFen={order.totalFen} /> : null}
        <Text className="result-next">{gathering ? words.gatheringNext : SAID[state].next}</Text>
      </View>
      {paid ? (
        <Card>
          <WrittenAddress address={order.address} />
        </Card>
      ) : null}
      <View className="result-ways">
        {state === 'unconfirmed' ? (
          <Button text={words.checkAgain} onTap={onAsk} />
        ) : gathering ? (
          <Button
            text={words.toTeam}
            onTap={() => goInstead(`/group-buy/team?team=${order.teamId ?? ''}`)}
          />
        ) : (
          <Button text={words.toOrder} onTap={onOrder} />
        )}
        {paid && !gathering ? <ShareBought order={order} /> : null}
        {state === 'unconfirmed' || gathering ? (
          <Button kind="secondary" text={words.toOrder} onTap={onOrder} />
        ) : (
          <Button kind="secondary" text={words.toShop} onTap={() => go('/home/index')} />
        )}
      </View>
    </View>
  );
}
