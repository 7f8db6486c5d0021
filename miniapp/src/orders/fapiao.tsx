import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { EMAIL_LENGTH_MAX, FAPIAO_TITLE_LENGTH_MAX, type Order } from '@siyu/shared';
import { goBack } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { CardBones } from '@/ui/card-bones';
import { Choices } from '@/ui/choices';
import { Field, Fields, TextField } from '@/ui/field';
import { ErrorState } from '@/ui/notice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readOrder } from './api';
import type { FapiaoField, FapiaoFields } from './fapiao-form';
import { words } from './fapiao-wording';
import { useFapiaoForm } from './use-fapiao-form';
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
        <Form id={id} before={value.fapiao} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['fields']} />
      )}
    </Page>
  );
}

function Form({ id, before }: { id: string; before: Order['fapiao'] }) {
  const { fields, put, wrong, busy, send } = useFapiaoForm(id, before, () => {
    say(words.sent);
    goBack();
  });
  const text = (name: FapiaoField) => (
    <TextField
      label={words.labels[name]}
      problem={wrong.includes(name) ? words.problems[name] : null}
      value={fields[name]}
      placeholder={words.placeholders[name]}
      lengthMax={LENGTH_MAX[name]}
      onInput={(value) => put({ [name]: value })}
    />
  );
  return (
    <View>
      <Fields>
        <Field label={words.kind}>
          <Choices
            label={words.kind}
            choices={KINDS.map((kind) => ({ key: kind, text: words.kinds[kind] }))}
            chosen={fields.kind}
            onChoose={(kind) => put({ kind })}
          />
        </Field>
        {text('title')}
        {fields.kind === 'company' ? text('taxNumber') : null}
        {text('email')}
      </Fields>
      <Text className="fapiao-note">{words.note}</Text>
      <BottomBar>
        <View className="fapiao-send">
          <Button text={words.send} loading={busy} onTap={() => void send()} />
        </View>
      </BottomBar>
    </View>
  );
}
