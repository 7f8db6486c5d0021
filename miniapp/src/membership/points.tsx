import { Text, View } from '@tarojs/components';
import type { PointsView } from '@siyu/shared';
import { countText } from '@/member/standing';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Cell } from '@/ui/cell';
import { EndlessList } from '@/ui/endless-list';
import { ErrorState } from '@/ui/notice';
import { useList } from '@/ui/use-list';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { readPoints, readPointsHistory } from './api';
import { HistoryRow } from './history-row';
import { balanceNotes, ruleTexts } from './points-rules';
import { pointsWords as words } from './wording';
import './points.scss';

/** Points to spend, those that come and go, the rules, and what happened. */
export default function PointsPage() {
  const { state, value, code, reload } = useLoaded('', () => asShopper(readPoints));
  return (
    <Page title={words.points}>
      {value !== null ? (
        <Points points={value} onReturn={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['text', 'text', 'things']} />
      )}
    </Page>
  );
}

function Points({ points, onReturn }: { points: PointsView; onReturn: () => void }) {
  const list = useList('', (cursor) => asShopper(() => readPointsHistory(cursor)));
  useReturn(() => {
    onReturn();
    void list.refresh();
  });
  return (
    <View className="points">
      <Balance points={points} />
      <Card className="points-cells">
        <Cell icon="coupon" text={words.shop} onTap={() => go('/membership/points-shop')} />
      </Card>
      <Text className="points-history">{words.history}</Text>
      <EndlessList
        list={list}
        empty={{ icon: 'points', text: words.historyEmpty }}
        draw={({ id, kind, points: count, balance, balanceAfter, at }) => {
          const after = balance === 'active' ? words.after : words.afterPending;
          return (
            <HistoryRow
              key={`${id}${balance}`}
              text={words.kinds[kind]}
              at={at}
              count={count}
              note={after(countText(balanceAfter))}
            />
          );
        }}
      />
    </View>
  );
}

function Balance({ points }: { points: PointsView }) {
  return (
    <View className="points-balance">
      <Text className="points-note">{words.usable}</Text>
      <Text className="points-count">{countText(points.active)}</Text>
      {balanceNotes(points).map((note) => (
        <Text key={note} className="points-note points-strong">
          {note}
        </Text>
      ))}
      <View className="points-rules">
        {ruleTexts(points).map((text) => (
          <Text key={text} className="points-note">
            {text}
          </Text>
        ))}
      </View>
    </View>
  );
}
