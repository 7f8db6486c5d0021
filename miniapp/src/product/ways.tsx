import { Text } from '@tarojs/components';
import type { Fen } from '@siyu/shared';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import './ways.scss';

/** A way to buy: what it is called and what it costs; `null` for what costs nothing to ask. */
export interface Way {
  text: string;
  amountFen: Fen | null;
  disabled?: boolean;
  onTap: () => void;
}

/** Two ways side by side, the one that is offered at the right. */
export function Ways({ ways: [plain, offered] }: { ways: readonly [Way, Way] }) {
  return (
    <>
      <WayButton way={plain} kind="secondary" />
      <WayButton way={offered} kind="primary" />
    </>
  );
}

function WayButton({ way, kind }: { way: Way; kind: 'primary' | 'secondary' }) {
  const { text, amountFen, disabled = false, onTap } = way;
  return (
    <Tap
      className={`button button-${kind} way${disabled ? ' button-off' : ''}`}
      disabled={disabled}
      onTap={onTap}
    >
      {amountFen === null ? null : <Text className="way-amount">{yuanText(amountFen)}</Text>}
      <Text className="way-text">{text}</Text>
    </Tap>
  );
}
