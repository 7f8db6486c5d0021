import { Text, View } from '@tarojs/components';
import type { CommissionBalances, Fen } from '@siyu/shared';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Price, yuanText } from '@/ui/price';
import { words } from './wording';

interface EarningsProps {
  balances: CommissionBalances;
  mayWithdraw: boolean;
}

/** What can be withdrawn or is owed, large, and where the rest of it stands. */
export function Earnings({ balances, mayWithdraw }: EarningsProps) {
  const { settledFen, estimatedFen, frozenFen, withdrawingFen, withdrawnFen, owedFen } = balances;
  return (
    <Card>
      <View className="earnings-head">
        <View>
          <Text className="earnings-name">{words.settled}</Text>
          <View className="earnings-settled">
            {owedFen > 0 ? '−' : ''}
            <Price plain size="large" amountFen={owedFen > 0 ? owedFen : settledFen} />
          </View>
        </View>
        {mayWithdraw && settledFen > 0 ? (
          <Button compact text={words.withdraw} onTap={() => go('/promoter/withdraw')} />
        ) : null}
      </View>
      <View className="earnings-rest">
        <Figure name={words.estimated} amountFen={estimatedFen} />
        <Figure name={words.frozen} amountFen={frozenFen} />
        <Figure name={words.withdrawing} amountFen={withdrawingFen} />
        <Figure name={words.withdrawn} amountFen={withdrawnFen} />
      </View>
    </Card>
  );
}

function Figure({ name, amountFen }: { name: string; amountFen: Fen }) {
  return (
    <View className="earnings-figure">
      <Text className="earnings-amount">{yuanText(amountFen)}</Text>
      <Text className="earnings-name">{name}</Text>
    </View>
  );
}
