import { refusalToAskFapiao, type Order } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { Fact } from '@/ui/fact';
import { Copy, LineAction } from '@/ui/line-action';
import { momentText } from '@/ui/moment';
import { words } from './wording';

/** What one needs when talking about the order. */
export function Facts({ order }: { order: Order }) {
  return (
    <Card title={words.facts}>
      <Fact name={words.number} value={order.id} code>
        <Copy text={order.id} />
      </Fact>
      <Fact name={words.placedAt} value={momentText(order.placedAt)} />
      {order.remark === '' ? null : <Fact name={words.remark} value={order.remark} />}
      <FapiaoFact order={order} />
    </Card>
  );
}

/** What was asked for, and asking for it or changing it while that is possible. */
function FapiaoFact({ order }: { order: Order }) {
  const { fapiao } = order;
  const closed = refusalToAskFapiao(order, fapiao?.state ?? null) !== null;
  if (fapiao === null && closed) return null;
  return (
    <Fact
      name={words.fapiao}
      value={fapiao === null ? words.noFapiao : words.fapiaoStates[fapiao.state](fapiao.title)}
    >
      {closed ? null : (
        <LineAction
          text={fapiao === null ? words.askFapiao : words.changeFapiao}
          onTap={() => go(`/orders/fapiao?id=${order.id}`)}
        />
      )}
    </Fact>
  );
}
