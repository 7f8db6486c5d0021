import { Text, View } from '@tarojs/components';
import type { QuoteAnswer } from '@siyu/shared';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import type { CheckoutState } from './use-checkout';
import { words } from './wording';
import './tender-rows.scss';

/** Points and balance, each in one line with what it pays; only what there is something of. */
export function TenderRows({ checkout, quote }: { checkout: CheckoutState; quote: QuoteAnswer }) {
  const { tenders, locked } = checkout;
  const found = tenders.of(quote);
  if (found === null) return null;
  const { points, balanceFen } = found;
  if (points.points === 0 && balanceFen === 0) return null;
  const { choice } = tenders;
  return (
    <Card className="tenders">
      {points.points === 0 ? null : (
        <TenderRow
          name={words.points}
          about={words.pointsPay(points.points, yuanText(points.amountFen))}
          on={choice.points}
          disabled={locked}
          onChange={(on) => checkout.chooseTenders({ points: on })}
        />
      )}
      {balanceFen === 0 ? null : (
        <TenderRow
          name={words.balance}
          about={words.balancePays(yuanText(balanceFen))}
          on={choice.balance}
          disabled={locked}
          onChange={(on) => checkout.chooseTenders({ balance: on })}
        />
      )}
    </Card>
  );
}

interface TenderRowProps {
  name: string;
  about: string;
  on: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}

function TenderRow({ name, about, on, disabled, onChange }: TenderRowProps) {
  return (
    <Tap
      className="tender"
      role="checkbox"
      label={`${name} ${about}`}
      chosen={on}
      disabled={disabled}
      onTap={() => onChange(!on)}
    >
      <Text className="tender-name">{name}</Text>
      <Text className="tender-about">{about}</Text>
      <View className={`tender-switch${on ? ' tender-on' : ''}`}>
        <View className="tender-knob" />
      </View>
    </Tap>
  );
}
