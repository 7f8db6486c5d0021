import { View } from '@tarojs/components';
import type { TeamAnswer } from '@siyu/shared';
import { useState } from 'react';
import { go } from '@/platform/go';
import { ShareButton } from '@/sharing/share-button';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { yuanText } from '@/ui/price';
import { SkuSheet } from './sku-sheet';
import { lowestOf, type TeamStage } from './team-stage';
import { words } from './wording';
import './way-on.scss';

interface WayOnProps {
  team: TeamAnswer;
  stage: TeamStage;
  /** Of this page, as it is shared. */
  path: string;
}

/** The one next step of whoever looks at a team, and the quieter one beside it. */
export function WayOn({ team, stage, path }: WayOnProps) {
  const { mySeat, product, refusal } = team;
  const toOrder = () => go(`/orders/detail?id=${mySeat?.orderId ?? ''}`);
  const toProduct = () => go(`/product/index?id=${product.id}`);
  const mayJoin = refusal === null && stage === 'forming';
  return (
    <BottomBar>
      <View className="way-on">
        {mySeat?.state === 'held' ? (
          <Button text={words.toPay} onTap={toOrder} />
        ) : mySeat?.state === 'paid' ? (
          <>
            <Button kind="secondary" text={words.toOrder} onTap={toOrder} />
            {stage === 'forming' ? (
              <ShareButton kind="primary" text={words.invite} path={path} />
            ) : null}
          </>
        ) : mayJoin ? (
          <>
            <Button kind="secondary" text={words.toProduct} onTap={toProduct} />
            <Join team={team} />
          </>
        ) : (
          <Button text={words.another} onTap={toProduct} />
        )}
      </View>
    </BottomBar>
  );
}

function Join({ team }: { team: TeamAnswer }) {
  const [choosing, setChoosing] = useState(false);
  const [only, ...others] = team.prices;
  const lowest = lowestOf(team.prices);
  if (only === undefined || lowest === undefined) return null;
  const buy = (skuId: string) =>
    go(`/checkout/index?lines=${skuId}x1&campaign=${team.campaignId}&team=${team.id}`);
  return (
    <>
      <Button
        text={words.join(yuanText(lowest.priceFen))}
        onTap={() => (others.length === 0 ? buy(only.skuId) : setChoosing(true))}
      />
      {choosing ? (
        <SkuSheet prices={team.prices} onChoose={buy} onClose={() => setChoosing(false)} />
      ) : null}
    </>
  );
}
