import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Refused, codeOf } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { accessible } from './accessible';
import { Button } from './button';
import { Problem } from './problem';
import './code-field.scss';

const CODE_LENGTH_MAX = 40;

interface CodeFieldProps {
  label: string;
  placeholder: string;
  action: string;
  /** Throws `Refused` where it is not taken. */
  onCode: (code: string) => Promise<unknown>;
}

/** A printed code to type in. What was typed stays when it is refused. */
export function CodeField({ label, placeholder, action, onCode }: CodeFieldProps) {
  const { code, type, busy, problem, send } = useSending(onCode);
  return (
    <View>
      <View className="code-field">
        <Input
          className="code-field-input"
          value={code}
          maxlength={CODE_LENGTH_MAX}
          placeholder={placeholder}
          placeholderClass="placeholder"
          onInput={(event) => type(event.detail.value)}
          {...accessible({ 'aria-label': label })}
        />
        <Button
          compact
          kind="secondary"
          text={action}
          loading={busy}
          disabled={code.trim() === ''}
          onTap={() => void send()}
        />
      </View>
      <View className="code-field-problem">
        <Problem text={problem} />
      </View>
    </View>
  );
}

function useSending(onCode: CodeFieldProps['onCode']) {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const type = (text: string) => {
    setCode(text);
    setProblem(null);
  };
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onCode(code.trim());
      setCode('');
    } catch (error) {
      setProblem(wordingOf(codeOf(error), error instanceof Refused ? error.facts : {}));
    }
    setBusy(false);
  };
  return { code, type, busy, problem, send };
}
