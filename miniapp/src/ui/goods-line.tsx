import { Text, View } from '@tarojs/components';
import type { Fen } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { inLanguage } from '@/platform/language';
import { Picture } from './picture';
import { Price } from './price';
import { Tag } from './tag';
import './goods-line.scss';

const words = { gift: inLanguage('赠品', 'Gift') };

interface GoodsLineProps {
  title: string;
  optionText: string;
  pictureUrl: string | null;
  /** The price of one piece; left out where another amount is told below. */
  unitPriceFen?: Fen;
  /** A word beside the price. */
  priceNote?: string;
  quantity: number;
  /** Given with something bought: it has no price. */
  gift?: boolean;
  /** A word of warning about it. */
  note?: string | undefined;
}

/** Something bought: what, how many, at which price. Words about it stand below as children. */
export function GoodsLine(props: PropsWithChildren<GoodsLineProps>) {
  const {
    title,
    optionText,
    pictureUrl,
    unitPriceFen,
    quantity,
    note,
    gift = false,
    priceNote,
  } = props;
  return (
    <View className="goods-line">
      <Picture className="goods-line-picture" url={pictureUrl} name={title} />
      <View className="goods-line-body">
        <Text className="goods-line-title">{title}</Text>
        {optionText === '' ? null : <Text className="goods-line-option">{optionText}</Text>}
        {note === undefined ? null : <Text className="goods-line-option">{note}</Text>}
        <View className="goods-line-price">
          {gift ? (
            <Tag kind="brand" text={words.gift} />
          ) : unitPriceFen === undefined ? (
            <View />
          ) : (
            <View className="goods-line-amount">
              <Price amountFen={unitPriceFen} plain />
              {priceNote === undefined ? null : (
                <Text className="goods-line-aside">{priceNote}</Text>
              )}
            </View>
          )}
          <Text className="goods-line-quantity">{`×${quantity}`}</Text>
        </View>
        {props.children}
      </View>
    </View>
  );
}
