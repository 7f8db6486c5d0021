import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Refused, codeOf } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { asShopper } from '@/session/as-shopper';
import { accessible } from '@/ui/accessible';
import { Button } from '@/ui/button';
import { Problem } from '@/ui/problem';
import { say } from '@/ui/say';
import { redeemCode } from './api';
import { words } from './wording';

const CODE_LENGTH_MAX = 40;

/** A printed code becomes a coupon. What was typed stays when it is refused. */
export function RedeemField({ onRedeemed }: { onRedeemed: () => void }) {
  const { code, type, busy, problem, redeem } = useRedeeming(onRedeemed);
  return (
    <View>
      <View className="redeem">
        <Input
          className="redeem-input"
          value={code}
          maxlength={CODE_LENGTH_MAX}
          placeholder={words.codePlaceholder}
          placeholderClass="placeholder"
          onInput={(event) => type(event.detail.value)}
          {...accessible({ 'aria-label': words.code })}
        />
        <Button
          compact
          kind="secondary"
          text={words.redeem}
          loading={busy}
          disabled={code.trim() === ''}
          onTap={() => void redeem()}
        />
      </View>
      <View className="redeem-problem">
        <Problem text={problem} />
      </View>
    </View>
  );
}

function useRedeeming(onRedeemed: () => void) {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const type = (text: string) => {
    setCode(text);
    setProblem(null);
  };
  const redeem = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await asShopper(() => redeemCode(code.trim()));
      setCode('');
      say(words.redeemed);
      onRedeemed();
    } catch (error) {
      setProblem(wordingOf(codeOf(error), error instanceof Refused ? error.facts : {}));
    }
    setBusy(false);
  };
  return { code, type, busy, problem, redeem };
}
