import type { TeamAnswer } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Choices } from '@/ui/choices';
import { yuanText } from '@/ui/price';
import { say } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { words } from './wording';

interface SkuSheetProps {
  prices: TeamAnswer['prices'];
  onChoose: (skuId: string) => void;
  onClose: () => void;
}

/** Which of the team's options to buy. */
export function SkuSheet({ prices, onChoose, onClose }: SkuSheetProps) {
  const [skuId, setSkuId] = useState<string | null>(null);
  const chosen = prices.find((one) => one.skuId === skuId);
  const next = () => {
    if (chosen === undefined) return say(words.choose);
    onClose();
    onChoose(chosen.skuId);
  };
  const text = chosen === undefined ? words.choose : words.join(yuanText(chosen.priceFen));
  return (
    <Sheet open title={words.choose} onClose={onClose} footer={<Button text={text} onTap={next} />}>
      <Choices
        label={words.choose}
        choices={prices.map((one) => ({
          key: one.skuId,
          text: `${one.optionText} ${yuanText(one.priceFen)}`,
        }))}
        chosen={skuId}
        onChoose={setSkuId}
      />
    </Sheet>
  );
}
