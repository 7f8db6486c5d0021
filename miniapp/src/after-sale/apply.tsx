import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { AFTER_SALE_DESCRIPTION_LENGTH_MAX, type AfterSaleKind, type Order } from '@siyu/shared';
import { useState } from 'react';
import { readOrder } from '@/orders/api';
import { orderChanged } from '@/orders/changes';
import { askForNotices } from '@/messages/ask-for-notices';
import { goBack, goInstead } from '@/platform/go';
import type { UploadedPicture } from '@/platform/upload';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Empty, ErrorState } from '@/ui/notice';
import { say, sayWhy } from '@/ui/say';
import { SkeletonRows } from '@/ui/skeleton';
import { TextArea } from '@/ui/text-area';
import { useLoaded } from '@/ui/use-loaded';
import { requestAfterSale } from './api';
import { ClaimLines } from './claim-lines';
import { Evidence } from './evidence';
import {
  claimable,
  claimOf,
  kindsFor,
  reasonsFor,
  withKind,
  withPieces,
  withReason,
  type RequestFields,
} from './request-form';
import { SendBar } from './send-bar';
import { usePreview } from './use-preview';
import { words } from './wording';
import './apply.scss';

/** Asking for money, or for goods and money, back: of the order `?orderId=`. */
export default function ApplyPage() {
  const { orderId = '' } = useRouter().params;
  const loaded = useLoaded(orderId, () => asShopper(() => readOrder(orderId)));
  return (
    <Page title={words.apply}>
      {loaded.value !== null ? (
        <Form order={loaded.value} />
      ) : loaded.state === 'failed' ? (
        <ErrorState code={loaded.code} onRetry={() => void loaded.reload()} />
      ) : (
        <SkeletonRows count={4} />
      )}
    </Page>
  );
}

function Form({ order }: { order: Order }) {
  const kinds = kindsFor(order);
  const [fields, setFields] = useState(() => firstFields(kinds));
  const [description, setDescription] = useState('');
  const [pictures, setPictures] = useState<readonly UploadedPicture[]>([]);
  const [busy, setBusy] = useState(false);
  const claim = claimOf(order.id, fields);
  const preview = usePreview(typeof claim === 'string' ? null : claim);
  const lines = order.lines.filter((line) => claimable(line, null, null) > 0);
  if (lines.length === 0) {
    const back = { text: words.toOrder, onTap: () => goBack() };
    return <Empty icon="return" text={words.nothingLeft} action={back} />;
  }
  const send = async () => {
    if (typeof claim === 'string') return say(MISSING[claim]);
    setBusy(true);
    try {
      const pictureIds = pictures.map(({ id }) => id);
      const { id } = await requestAfterSale({ ...claim, description, pictureIds });
      await askForNotices(['after-sale-answered', 'refund-succeeded']);
      orderChanged();
      say(words.sent);
      goInstead(`/after-sale/detail?id=${id}`);
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return (
    <View>
      {kinds.length === 1 ? null : (
        <Card title={words.chooseKind}>
          <Choices
            label={words.chooseKind}
            choices={kinds.map((kind) => ({ key: kind, text: words.kinds[kind] }))}
            chosen={fields.kind}
            onChoose={(kind) => setFields((before) => withKind(before, kind, order.lines))}
          />
          {fields.kind === null ? null : (
            <Text className="apply-explained">{words.kindsExplained[fields.kind]}</Text>
          )}
        </Card>
      )}
      <Card title={words.chooseGoods}>
        <ClaimLines
          lines={lines}
          fields={fields}
          onPieces={(id, quantity) => setFields((before) => withPieces(before, id, quantity))}
        />
      </Card>
      {fields.kind === null ? null : (
        <Card title={words.chooseReason}>
          <Choices
            label={words.chooseReason}
            choices={reasonsFor(fields.kind, order.lines).map((key) => ({
              key,
              text: words.reasons[key],
            }))}
            chosen={fields.reason}
            onChoose={(reason) => setFields((before) => withReason(before, reason, order.lines))}
          />
        </Card>
      )}
      <Card title={words.description}>
        <TextArea
          label={words.description}
          value={description}
          placeholder={words.descriptionPlaceholder}
          lengthMax={AFTER_SALE_DESCRIPTION_LENGTH_MAX}
          onInput={setDescription}
        />
      </Card>
      <Card title={words.pictures}>
        <Evidence pictures={pictures} onChange={setPictures} />
      </Card>
      <SendBar preview={preview} busy={busy} onSend={() => void send()} />
    </View>
  );
}

const MISSING = { kind: words.needKind, goods: words.needGoods, reason: words.needReason };

/** Where there is only one kind there is nothing to choose. */
function firstFields(kinds: readonly AfterSaleKind[]): RequestFields {
  const [only] = kinds;
  const kind = kinds.length === 1 && only !== undefined ? only : null;
  return { kind, quantities: {}, reason: null };
}
