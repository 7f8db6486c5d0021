import { Text, View } from '@tarojs/components';
import type { OrderLine } from '@siyu/shared';
import { Checkbox } from '@/ui/checkbox';
import { GoodsLine } from '@/ui/goods-line';
import { Stepper } from '@/ui/stepper';
import { claimable, type RequestFields } from './request-form';
import { words } from './wording';
import './claim-lines.scss';

interface ClaimLinesProps {
  lines: readonly OrderLine[];
  fields: RequestFields;
  onPieces: (lineId: string, quantity: number) => void;
}

/** What it is about: lines to tick, and how many of each. */
export function ClaimLines({ lines, fields, onPieces }: ClaimLinesProps) {
  const { kind, reason, quantities } = fields;
  return (
    <View>
      {lines.map((line) => {
        const max = claimable(line, kind, reason);
        const quantity = quantities[line.id] ?? 0;
        return (
          <View key={line.id} className="claim-line">
            <Checkbox
              alone
              label={words.choose(line.title)}
              checked={quantity > 0}
              disabled={max === 0}
              onChange={(checked) => onPieces(line.id, checked ? 1 : 0)}
            />
            <View className="claim-goods">
              <GoodsLine {...line}>
                {max === line.quantity ? null : (
                  <Text className="claim-max">{words.claimable(max)}</Text>
                )}
                {quantity > 0 && max > 1 ? (
                  <View className="claim-pieces">
                    <Stepper
                      quantity={quantity}
                      max={max}
                      onChange={(wanted) => onPieces(line.id, wanted)}
                    />
                  </View>
                ) : null}
              </GoodsLine>
            </View>
          </View>
        );
      })}
    </View>
  );
}
