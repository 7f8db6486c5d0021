import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { isGivenBackWhole, isWithinSevenDays, sumFen, type Recharge } from '@siyu/shared';
import { useState } from 'react';
import { serverNow } from '@/platform/clock';
import { goInstead } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Amounts } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Fact } from '@/ui/fact';
import { Headline } from '@/ui/headline';
import { Copy } from '@/ui/line-action';
import { momentText } from '@/ui/moment';
import { ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { checkRecharge, readRecharge } from './api';
import { ReceiveWay, toReceive } from './receive-way';
import { payRecharge } from './recharge-and-pay';
import { RefundFacts } from './refund-facts';
import { RechargeRefund } from './refund-sheet';
import { words } from './wording';
import './recharge.scss';

/** One recharge of `?id=`: whether it arrived, paying it, and asking for it back. */
export default function RechargePage() {
  const { id = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id, () => asShopper(() => askedFor(id)));
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.recharged}>
      {value !== null ? (
        <Shown recharge={value} waiting={state === 'loading'} onChanged={reload} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'text']} />
      )}
    </Page>
  );
}

/** The phone's word is not taken: what seems unpaid is asked of WeChat. */
async function askedFor(id: string): Promise<Recharge> {
  const recharge = await readRecharge(id);
  return recharge.state === 'awaiting-payment' ? checkRecharge(id) : recharge;
}

interface ShownProps {
  recharge: Recharge;
  waiting: boolean;
  onChanged: () => Promise<void>;
}

function Shown({ recharge, waiting, onChanged }: ShownProps) {
  const { id, principalFen, bonusFen, createdAt, paidAt } = recharge;
  const bonus = bonusFen > 0 ? [{ name: words.toBonus, amountFen: bonusFen }] : [];
  return (
    <View className="recharge">
      <Status recharge={recharge} />
      <Card>
        <Amounts
          rows={[{ name: words.toPrincipal, amountFen: principalFen }, ...bonus]}
          total={{ name: words.paid, amountFen: principalFen }}
        />
      </Card>
      <Card>
        <Fact name={words.number} value={id} code>
          <Copy text={id} />
        </Fact>
        <Fact name={words.createdAt} value={momentText(createdAt)} />
        {paidAt === null ? null : <Fact name={words.paidAt} value={momentText(paidAt)} />}
        <RefundFacts refunds={recharge.refunds} />
      </Card>
      <Ways recharge={recharge} waiting={waiting} onChanged={onChanged} />
    </View>
  );
}

/** Where it stands; what was given back comes first, for the balance has gone with it. */
function Status({ recharge: { state, refunds } }: { recharge: Recharge }) {
  if (refunds.length === 0) {
    return <Headline text={words.states[state]} notes={[words.explained[state]]} />;
  }
  const waiting = toReceive(refunds);
  if (waiting.length > 0) {
    const yuan = yuanText(sumFen(waiting.map(({ amountFen }) => amountFen)));
    return <Headline text={words.toReceiveOf(yuan)} notes={[words.toReceiveNote]} />;
  }
  const arrived = refunds.every(({ refundedAt }) => refundedAt !== null);
  const back = yuanText(sumFen(refunds.map(({ amountFen }) => amountFen)));
  return <Headline text={words.givenBack(back)} notes={[words.givenBackNote(arrived)]} />;
}

/** What can be done with it as it stands. */
function Ways({ recharge, waiting, onChanged }: ShownProps) {
  const { id, state, refunds } = recharge;
  const [refunding, setRefunding] = useState(false);
  return (
    <View className="recharge-ways">
      <ReceiveWay refunds={refunds} onChanged={onChanged} />
      {state === 'awaiting-payment' ? (
        <PayWays recharge={recharge} waiting={waiting} onChanged={onChanged} />
      ) : (
        <Button
          kind={toReceive(refunds).length > 0 ? 'secondary' : 'primary'}
          text={words.toWallet}
          onTap={() => goInstead('/wallet/index')}
        />
      )}
      {isReturnable(recharge) ? (
        <Button kind="quiet" text={words.refund} onTap={() => setRefunding(true)} />
      ) : null}
      {refunding ? (
        <RechargeRefund id={id} onClose={() => setRefunding(false)} onGivenBack={onChanged} />
      ) : null}
    </View>
  );
}

/** Paying one that is not paid yet, or asking again whether it is. */
function PayWays({ recharge: { id, principalFen }, waiting, onChanged }: ShownProps) {
  const [busy, setBusy] = useState(false);
  const pay = async () => {
    setBusy(true);
    await payRecharge(id).catch(sayWhy);
    await onChanged();
    setBusy(false);
  };
  return (
    <View>
      <Button text={words.pay(yuanText(principalFen))} loading={busy} onTap={() => void pay()} />
      <Button
        kind="secondary"
        text={words.refresh}
        loading={waiting && !busy}
        onTap={() => void onChanged()}
      />
    </View>
  );
}

/** Whether its shopper may ask for what is left of it, without a reason. */
function isReturnable(recharge: Recharge): boolean {
  const { state, paidAt } = recharge;
  if (state !== 'paid' || paidAt === null || isGivenBackWhole(recharge)) return false;
  return isWithinSevenDays(new Date(paidAt), serverNow());
}
