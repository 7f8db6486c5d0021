import { Text } from '@tarojs/components';
import { WITHDRAWAL_CHANNELS, type WithdrawalChannel, type WithdrawalTerms } from '@siyu/shared';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { TextField } from '@/ui/field';
import { yuanText } from '@/ui/price';
import { words } from './wording';

/** What has been entered so far. */
export interface Filled {
  typed: string;
  channel: WithdrawalChannel | null;
  payee: string;
}

interface ChannelProps {
  filled: Filled;
  terms: WithdrawalTerms;
  onChange: (part: Partial<Filled>) => void;
}

/** Where it may go: into WeChat only where the shop makes transfers. */
const channelsOf = ({ transfer }: WithdrawalTerms) =>
  WITHDRAWAL_CHANNELS.filter((key) => key !== 'transfer' || transfer !== null).map((key) => ({
    ...{ key, text: words.channels[key] },
  }));

/** Where it goes; nothing is chosen for the promoter. */
export function Channel({ filled: { channel, payee }, terms, onChange }: ChannelProps) {
  const choose = (chosen: WithdrawalChannel) => onChange({ channel: chosen, payee: '' });
  const field = channel === null ? null : payeeField(channel, terms);
  return (
    <Card title={words.channel}>
      <Choices
        label={words.channel}
        choices={channelsOf(terms)}
        chosen={channel}
        onChoose={choose}
      />
      {channel === null ? null : (
        <Text className="withdraw-note">{words.channelNotes[channel]}</Text>
      )}
      {field === null ? null : (
        <TextField {...field} value={payee} onInput={(typed) => onChange({ payee: typed })} />
      )}
    </Card>
  );
}

/** What has to be said of who is paid: an account, or a name where WeChat would compare it. */
function payeeField(channel: WithdrawalChannel, { settledFen, transfer }: WithdrawalTerms) {
  if (channel === 'offline') {
    return { label: words.payee, placeholder: words.payeeHint, lengthMax: 100 };
  }
  if (channel !== 'transfer' || transfer === null || settledFen < transfer.namedFromFen)
    return null;
  const placeholder = words.payeeNameHint(yuanText(transfer.namedFromFen));
  return { label: words.payeeName, placeholder, lengthMax: 32 };
}
