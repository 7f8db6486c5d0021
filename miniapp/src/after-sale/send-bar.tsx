import { Text, View } from '@tarojs/components';
import type { AfterSalePreview } from '@siyu/shared';
import { wordingOf } from '@/platform/wording';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Price, yuanText } from '@/ui/price';
import { Strip } from '@/ui/strip';
import { tenderParts } from '@/orders/tender-parts';
import { ReturnFreightNote } from './return-freight';
import type { Request } from './use-request';
import { words } from './wording';
import './send-bar.scss';

/** What sending the request would bring, on the button that sends it. */
export function SendBar({ request }: { request: Request }) {
  const { preview, busy, send } = request;
  return (
    <View className="send-bar">
      {preview.state === 'failed' ? <Strip text={wordingOf(preview.code)} /> : null}
      {preview.state === 'ready' ? <Estimate {...preview.value} /> : null}
      <BottomBar>
        <View className="send-bar-button">
          <Button
            text={
              preview.state === 'ready'
                ? words.sendFor(yuanText(preview.value.refundFen))
                : words.send
            }
            loading={busy || preview.state === 'loading'}
            disabled={preview.state === 'failed' && preview.code !== 'OFFLINE'}
            onTap={() => void send()}
          />
        </View>
      </BottomBar>
    </View>
  );
}

function Estimate(preview: AfterSalePreview) {
  const { refundFen, freightRefundFen, returnFreight, backTo } = preview;
  return (
    <Card>
      <View className="estimate">
        <Text>{words.estimate}</Text>
        <Price plain amountFen={refundFen} />
      </View>
      {freightRefundFen === 0 ? null : (
        <Text className="estimate-about">{words.withFreight(yuanText(freightRefundFen))}</Text>
      )}
      {tenderParts(backTo).map(({ by, amountFen }) => (
        <Text key={by} className="estimate-about">
          {words.backTo[by](yuanText(amountFen))}
        </Text>
      ))}
      {returnFreight === null ? null : <ReturnFreightNote offer={returnFreight} />}
    </Card>
  );
}
