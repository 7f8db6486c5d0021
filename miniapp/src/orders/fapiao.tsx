import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { EMAIL_LENGTH_MAX, FAPIAO_TITLE_LENGTH_MAX, type Order } from '@siyu/shared';
import { useState } from 'react';
import { goBack } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Choices } from '@/ui/choices';
import { Field, TextField } from '@/ui/field';
import { ErrorState } from '@/ui/notice';
import { say, sayWhy } from '@/ui/say';
import { SkeletonRows } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { readOrder, requestFapiao } from './api';
import { orderChanged } from './changes';
import {
  fapiaoFields,
  fapiaoInput,
  wrongFapiaoFields,
  type FapiaoField,
  type FapiaoFields,
} from './fapiao-form';
import { words } from './fapiao-wording';
import './fapiao.scss';

const KINDS: readonly FapiaoFields['kind'][] = ['personal', 'company'];
/** A tax number may be typed with spaces in it. */
const LENGTH_MAX: Record<FapiaoField, number> = {
  title: FAPIAO_TITLE_LENGTH_MAX,
  taxNumber: 24,
  email: EMAIL_LENGTH_MAX,
};

/** Asking for the fapiao of the order `?id=`, or changing what was asked for. */
export default function FapiaoPage() {
  const { id = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id, () => asShopper(() => readOrder(id)));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Form id={id} asked={value.fapiao} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <SkeletonRows count={2} />
      )}
    </Page>
  );
}

function Form({ id, asked: before }: { id: string; asked: Order['fapiao'] }) {
  const [fields, setFields] = useState(() => fapiaoFields(before));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const wrong = asked ? wrongFapiaoFields(fields) : [];
  const send = async () => {
    setAsked(true);
    if (wrongFapiaoFields(fields).length > 0) return;
    setBusy(true);
    try {
      await asShopper(() => requestFapiao(id, fapiaoInput(fields)));
      orderChanged();
      say(words.sent);
      goBack();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  const text = (name: FapiaoField) => (
    <TextField
      label={words.labels[name]}
      problem={wrong.includes(name) ? words.problems[name] : null}
      value={fields[name]}
      placeholder={words.placeholders[name]}
      lengthMax={LENGTH_MAX[name]}
      onInput={(value) => setFields((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <View>
      <View className="fapiao">
        <Field label={words.kind}>
          <Choices
            label={words.kind}
            choices={KINDS.map((kind) => ({ key: kind, text: words.kinds[kind] }))}
            chosen={fields.kind}
            onChoose={(kind) => setFields((before) => ({ ...before, kind }))}
          />
        </Field>
        {text('title')}
        {fields.kind === 'company' ? text('taxNumber') : null}
        {text('email')}
      </View>
      <Text className="fapiao-note">{words.note}</Text>
      <BottomBar>
        <View className="fapiao-send">
          <Button text={words.send} loading={busy} onTap={() => void send()} />
        </View>
      </BottomBar>
    </View>
  );
}
