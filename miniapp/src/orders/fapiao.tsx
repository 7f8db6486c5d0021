import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { goBack } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Choices } from '@/ui/choices';
import { Field, TextField } from '@/ui/field';
import { say, sayWhy } from '@/ui/say';
import { requestFapiao } from './api';
import { orderChanged } from './changes';
import { fapiaoInput, wrongFapiaoFields, type FapiaoField, type FapiaoFields } from './fapiao-form';
import { words } from './fapiao-wording';
import './fapiao.scss';

const EMPTY: FapiaoFields = { kind: 'personal', title: '', taxNumber: '', email: '' };
const KINDS: readonly FapiaoFields['kind'][] = ['personal', 'company'];
const LENGTH_MAX: Record<FapiaoField, number> = { title: 100, taxNumber: 24, email: 100 };

/** Asking for the fapiao of the order `?id=`. */
export default function FapiaoPage() {
  const { id = '' } = useRouter().params;
  const [fields, setFields] = useState(EMPTY);
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
    <Page title={words.title}>
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
    </Page>
  );
}
