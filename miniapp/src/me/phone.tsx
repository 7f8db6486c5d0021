import { Button as WechatButton, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { phoneButtonPresent, phoneCodeOf, sandboxPhoneCode } from '@/platform/phone';
import { setShopper, useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { say, sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { bindPhone } from './api';
import { words } from './wording';
import './phone.scss';

const MOBILE = /^1\d{10}$/;

/** Binding a phone number: by WeChat's own button, or in the sandbox by typing one. */
export function Phone() {
  const [open, setOpen] = useState(false);
  const sandbox = useSession((state) => (state.config?.sandboxUrl ?? null) !== null);
  if (!phoneButtonPresent && !sandbox) return null;
  return (
    <Card className="me-phone">
      {phoneButtonPresent ? (
        <WechatButton
          className="me-phone-wechat"
          openType="getPhoneNumber"
          onGetPhoneNumber={(event) => void bind(phoneCodeOf(event))}
        >
          <Text className="me-phone-text">{words.bindPhone}</Text>
          <Text className="me-phone-why">{words.bindPhoneText}</Text>
        </WechatButton>
      ) : (
        <Cell text={words.bindPhone} value={words.bindPhoneText} onTap={() => setOpen(true)} />
      )}
      {open ? <TypedPhone onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function TypedPhone({ onClose }: { onClose: () => void }) {
  const [phone, setPhone] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setAsked(true);
    if (!MOBILE.test(phone)) return;
    setBusy(true);
    const done = await bind(() => sandboxPhoneCode(phone));
    setBusy(false);
    if (done) onClose();
  };
  const foot = <Button text={words.bind} loading={busy} onTap={() => void send()} />;
  return (
    <Sheet open title={words.bindPhone} onClose={onClose} footer={foot}>
      <Text className="me-phone-why">{words.sandboxPhone}</Text>
      <View className="me-phone-field">
        <TextField
          label={words.phone}
          problem={asked && !MOBILE.test(phone) ? words.phoneProblem : null}
          value={phone}
          type="number"
          lengthMax={11}
          placeholder={words.phonePlaceholder}
          onInput={setPhone}
        />
      </View>
    </Sheet>
  );
}

/** True when it was bound; a code of null was declined and says nothing. */
async function bind(code: string | null | (() => Promise<string>)): Promise<boolean> {
  if (code === null) return false;
  try {
    setShopper(await bindPhone(typeof code === 'string' ? code : await code()));
    say(words.bound);
    return true;
  } catch (error) {
    sayWhy(error);
    return false;
  }
}
