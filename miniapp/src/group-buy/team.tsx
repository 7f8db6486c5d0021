import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter, useShareAppMessage } from '@tarojs/taro';
import type { TeamAnswer } from '@siyu/shared';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { pictureAddress } from '@/platform/http';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { useSharedPath } from '@/sharing/use-shared-path';
import { NotFound } from '@/shell/not-found';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Countdown } from '@/ui/countdown';
import { ErrorState } from '@/ui/notice';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { readTeam } from './api';
import { Seats } from './seats';
import { lowestOf, stageOf, type TeamStage } from './team-stage';
import { WayOn } from './way-on';
import { words } from './wording';
import './team.scss';

const GONE: readonly ClientCode[] = ['GROUP_NOT_FOUND', 'NOT_FOUND', 'INVALID_INPUT'];

/** A team: `?team=`, as it is shared. */
export default function TeamPage() {
  const { team: id = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id, () => readTeam(id));
  // Whoever comes back from paying sees what became of it.
  useReturn(() => void reload());
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  const path = useSharedPath('team', id, value?.share.path ?? '/home/index');
  useShareAppMessage(() => ({
    title: value?.share.title ?? words.title,
    path,
    ...(value?.product.pictureUrl && { imageUrl: pictureAddress(value.product.pictureUrl) }),
  }));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Team team={value} path={path} onEnd={() => void reload()} />
      ) : state !== 'failed' ? (
        <CardBones shapes={['one thing', 'headline', 'text']} />
      ) : GONE.includes(code) ? (
        <NotFound text={wordingOf('GROUP_NOT_FOUND')} />
      ) : (
        <ErrorState code={code} onRetry={() => void reload()} />
      )}
    </Page>
  );
}

function Team({ team, path, onEnd }: { team: TeamAnswer; path: string; onEnd: () => void }) {
  const stage = stageOf(team, serverNow());
  const mine = mineText(team, stage);
  return (
    <View className="team">
      <Goods team={team} />
      <Card className="team-card">
        <Text className={`team-stage team-${stage}`}>{headline(team, stage)}</Text>
        {stage === 'forming' || stage === 'full' ? (
          <View className="team-clock">
            <Text>{words.left} </Text>
            <Countdown until={team.expiresAt} onEnd={onEnd} />
          </View>
        ) : null}
        <Seats team={team} stage={stage} />
        <Text className="team-note">{words.explained[stage]}</Text>
        {mine === null ? null : <Text className="team-mine">{mine}</Text>}
      </Card>
      <WayOn team={team} stage={stage} path={path} />
    </View>
  );
}

function headline({ missing }: TeamAnswer, stage: TeamStage): string {
  if (stage !== 'forming') return words.stages[stage];
  return missing === 0 ? words.moreWelcome : words.missing(missing);
}

function Goods({ team: { product, prices, size } }: { team: TeamAnswer }) {
  const lowest = lowestOf(prices);
  return (
    <Tap
      className="team-goods"
      role="link"
      label={product.title}
      onTap={() => go(`/product/index?id=${product.id}`)}
    >
      <Picture className="team-picture" url={product.pictureUrl} name={product.title} eager />
      <View className="team-words">
        <Text className="team-title">{product.title}</Text>
        <Text className="team-size">{words.together(size)}</Text>
        {lowest === undefined ? null : (
          <View className="team-cost">
            <Price amountFen={lowest.priceFen} from={prices.length > 1} />
            <Text className="team-alone">{words.alone(yuanText(lowest.ordinaryPriceFen))}</Text>
          </View>
        )}
      </View>
    </Tap>
  );
}

/** What this team means to whoever looks: their seat, or why they may not have one. */
function mineText({ mySeat, refusal }: TeamAnswer, stage: TeamStage): string | null {
  if (mySeat?.state === 'held') return words.mine.held;
  if (stage !== 'forming') return null;
  if (mySeat?.state === 'paid') return mySeat.isLeader ? words.mine.leading : words.mine.joined;
  if (refusal !== null) return wordingOf(refusal as ClientCode);
  return mySeat === null ? null : words.mine.freed;
}
