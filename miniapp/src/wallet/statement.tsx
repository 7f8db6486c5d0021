import { Text, View } from '@tarojs/components';
import { formatYuan, sumFen, totalOf, type Fen, type WalletLine } from '@siyu/shared';
import { go, goInstead } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { useList } from '@/ui/use-list';
import { readStatement } from './api';
import { words } from './wording';
import './statement.scss';

/** What changed the balance, newest first, each with the balance after it. */
export default function StatementPage() {
  const list = useList('statement', (cursor) => asShopper(() => readStatement(cursor)));
  const toRecharge = { text: words.toRecharge, onTap: () => goInstead('/wallet/index') };
  return (
    <Page title={words.statement}>
      <EndlessList
        list={list}
        empty={{ icon: 'wallet', text: words.statementEmpty, action: toRecharge }}
        draw={(line) => <Line key={line.id} line={line} />}
      />
    </Page>
  );
}

function Line({ line }: { line: WalletLine }) {
  const { kind, at, principalFen, bonusFen, principalAfterFen, bonusAfterFen } = line;
  const moved = totalOf({ principalFen, bonusFen });
  const after = sumFen([principalAfterFen, bonusAfterFen]);
  const behind = whereBehind(line);
  const body = (
    <>
      <View className="statement-row">
        <Text className="statement-kind">{words.kinds[kind]}</Text>
        <Text className={`statement-moved${moved > 0 ? ' statement-more' : ''}`}>
          {signedText(moved)}
        </Text>
      </View>
      <View className="statement-row">
        <Text className="statement-about">{nearMomentText(at)}</Text>
        <Text className="statement-about">{words.after(yuanText(after))}</Text>
      </View>
      {bonusFen === 0 ? null : (
        <Text className="statement-about">
          {words.moved(signedText(principalFen), signedText(bonusFen))}
        </Text>
      )}
    </>
  );
  if (behind === null) return <View className="statement">{body}</View>;
  return (
    <Tap className="statement" role="link" onTap={() => go(behind)}>
      {body}
    </Tap>
  );
}

/** The page of the order or recharge behind it, or null. */
function whereBehind({ reference: { kind, id } }: WalletLine): string | null {
  if (kind === 'order') return `/orders/detail?id=${id}`;
  return kind === 'recharge' ? `/wallet/recharge?id=${id}` : null;
}

/** `+¥12` or `−¥12.30`. */
function signedText(amountFen: Fen): string {
  const text = formatYuan(amountFen).replace(/^-/, '').replace(/\.00$/, '');
  return `${amountFen < 0 ? '−' : '+'}¥${text}`;
}
