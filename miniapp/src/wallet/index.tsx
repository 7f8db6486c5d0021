import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { totalOf, type WalletView } from '@siyu/shared';
import { deviceKind } from '@/platform/device';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Cell } from '@/ui/cell';
import { ErrorState } from '@/ui/notice';
import { Price, yuanText } from '@/ui/price';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { readWallet } from './api';
import { Recharging } from './recharging';
import { whyNoRecharge } from './recharge-choice';
import { words } from './wording';
import './index.scss';

/** What the shopper has in advance, and putting more in. */
export default function WalletPage() {
  const { state, code, value, reload } = useLoaded('wallet', () => asShopper(readWallet));
  useReturn(() => void reload());
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Wallet wallet={value} onChanged={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'fields']} />
      )}
    </Page>
  );
}

function Wallet({ wallet, onChanged }: { wallet: WalletView; onChanged: () => void }) {
  const { recharge } = wallet;
  const none = whyNoRecharge(recharge, deviceKind());
  return (
    <View className="wallet">
      <Balance wallet={wallet} />
      <Card className="wallet-cells">
        <Cell icon="document" text={words.statement} onTap={() => go('/wallet/statement')} />
        <Cell icon="gift" text={words.promoter} onTap={() => go('/promoter/index')} />
      </Card>
      {none === null ? (
        <Recharging offer={recharge} onRefused={onChanged} />
      ) : (
        <Card>
          <Text className="wallet-note">
            {none === 'hidden'
              ? words.hidden
              : none === 'full'
                ? words.full(yuanText(recharge.capFen))
                : words.notOffered}
          </Text>
        </Card>
      )}
    </View>
  );
}

function Balance({ wallet }: { wallet: WalletView }) {
  const { principalFen, bonusFen, heldFen } = wallet;
  return (
    <View className="wallet-head">
      <Text className="wallet-name">{words.balance}</Text>
      <Price plain size="large" amountFen={totalOf(wallet)} />
      <Text className="wallet-parts">
        {words.parts(yuanText(principalFen), yuanText(bonusFen))}
      </Text>
      {heldFen === 0 ? null : <Text className="wallet-parts">{words.held(yuanText(heldFen))}</Text>}
    </View>
  );
}
