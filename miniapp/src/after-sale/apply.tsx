import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { AFTER_SALE_DESCRIPTION_LENGTH_MAX, type Order } from '@siyu/shared';
import { readOrder } from '@/orders/api';
import { goBack, goInstead } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Empty, ErrorState } from '@/ui/notice';
import { say } from '@/ui/say';
import { TextArea } from '@/ui/text-area';
import { useLoaded } from '@/ui/use-loaded';
import { Evidence } from './evidence';
import { Questions } from './questions';
import { claimable } from './request-form';
import { SendBar } from './send-bar';
import { useRequest } from './use-request';
import { words } from './wording';

/** Asking for money, or for goods and money, back: of the order `?orderId=`. */
export default function ApplyPage() {
  const { orderId = '' } = useRouter().params;
  const loaded = useLoaded(orderId, () => asShopper(() => readOrder(orderId)));
  return (
    <Page title={words.apply}>
      {loaded.value !== null ? (
        <Apply order={loaded.value} />
      ) : loaded.state === 'failed' ? (
        <ErrorState code={loaded.code} onRetry={() => void loaded.reload()} />
      ) : (
        <CardBones shapes={['text', 'things', 'text']} />
      )}
    </Page>
  );
}

function Apply({ order }: { order: Order }) {
  if (order.lines.some((line) => claimable(line, null, null) > 0)) return <Form order={order} />;
  const back = { text: words.toOrder, onTap: () => goBack() };
  return <Empty icon="return" text={words.nothingLeft} action={back} />;
}

function Form({ order }: { order: Order }) {
  const request = useRequest(order, ({ id }) => {
    say(words.sent);
    goInstead(`/after-sale/detail?id=${id}`);
  });
  return (
    <View>
      <Questions order={order} request={request} />
      <Card title={words.description}>
        <TextArea
          label={words.description}
          value={request.description}
          placeholder={words.descriptionPlaceholder}
          lengthMax={AFTER_SALE_DESCRIPTION_LENGTH_MAX}
          onInput={request.setDescription}
        />
      </Card>
      <Card title={words.pictures}>
        <Evidence pictures={request.pictures} onChange={request.setPictures} />
      </Card>
      <SendBar request={request} />
    </View>
  );
}
