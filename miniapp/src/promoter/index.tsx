import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import type { PromoterView } from '@siyu/shared';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Cell } from '@/ui/cell';
import { Empty, ErrorState } from '@/ui/notice';
import { confirmed, sayWhy } from '@/ui/say';
import { Strip } from '@/ui/strip';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { yuanText } from '@/ui/price';
import { leavePromoters, readPromoter } from './api';
import { Application } from './application';
import { Earnings } from './earnings';
import { Rules } from './rules';
import { Waiting } from './waiting';
import { words } from './wording';
import './index.scss';

/** The promoter centre: what was earned, or applying to earn. */
export default function PromoterPage() {
  const { state, code, value, reload } = useLoaded('promoter', () => asShopper(readPromoter));
  useReturn(() => void reload());
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Centre promoter={value} onChanged={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'fields']} />
      )}
    </Page>
  );
}

interface CentreProps {
  promoter: PromoterView;
  onChanged: () => void;
}

function Centre({ promoter, onChanged }: CentreProps) {
  const { state, isOn } = promoter;
  const said = saidOf(promoter);
  const mayApply = state === null || state === 'rejected' || state === 'left';
  if (state === null && !isOn) return <Empty icon="gift" text={words.off} />;
  return (
    <View className="promoter">
      {said === null ? null : <Strip text={said} />}
      {state === null ? null : <Owned promoter={promoter} onChanged={onChanged} />}
      {mayApply && isOn ? <Application onApplied={onChanged} /> : null}
      <Rules promoter={promoter} />
      {state === 'approved' ? <Leave onLeft={onChanged} /> : null}
    </View>
  );
}

function Owned({ promoter: { state, balances }, onChanged }: CentreProps) {
  const { owedFen, withdrawingFen } = balances;
  const had = Object.values(balances).some((amountFen) => amountFen > 0);
  if (!had && state !== 'approved' && state !== 'suspended') return null;
  return (
    <View>
      <Earnings balances={balances} mayWithdraw={state === 'approved' || state === 'left'} />
      {owedFen === 0 ? null : <Strip text={words.owed(yuanText(owedFen))} />}
      {withdrawingFen === 0 ? null : <Waiting key={withdrawingFen} onChanged={onChanged} />}
      {state === 'approved' ? (
        <View className="promoter-share">
          <Button
            kind={balances.settledFen > 0 || withdrawingFen > 0 ? 'secondary' : 'primary'}
            text={words.share}
            onTap={() => go('/home/index')}
          />
        </View>
      ) : null}
      <Card className="promoter-cells">
        <Cell icon="document" text={words.orders} onTap={() => go('/promoter/orders')} />
        <Cell icon="gift" text={words.team} onTap={() => go('/promoter/team')} />
        <Cell icon="wallet" text={words.withdrawals} onTap={() => go('/promoter/withdrawals')} />
      </Card>
    </View>
  );
}

function Leave({ onLeft }: { onLeft: () => void }) {
  const leave = async () => {
    const question = { title: words.leaveTitle, text: words.leaveText, yes: words.leaveYes };
    if (!(await confirmed(question))) return;
    await asShopper(leavePromoters).then(onLeft, sayWhy);
  };
  return (
    <View className="promoter-leave">
      <Button kind="quiet" text={words.leave} onTap={() => void leave()} />
    </View>
  );
}

/** What the shopper must not miss of how their application stands. */
function saidOf({ state, reason }: PromoterView): string | null {
  if (state === 'applied') return words.applied;
  if (state === 'rejected') return words.rejected(reason);
  if (state === 'suspended') return words.suspended(reason);
  return state === 'left' ? words.left : null;
}
