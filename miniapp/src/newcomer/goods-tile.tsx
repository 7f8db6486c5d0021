import { Text } from '@tarojs/components';
import { go } from '@/platform/go';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import { newcomerSavesFen, type NewcomerGoods } from './zone';
import './goods-tile.scss';

/** One of the goods at its newcomer price; a tap opens its product. */
export function NewcomerTile({ goods, small = false }: { goods: NewcomerGoods; small?: boolean }) {
  const saves = newcomerSavesFen(goods);
  return (
    <Tap
      className={small ? 'newcomer-tile newcomer-tile-small' : 'newcomer-tile'}
      role="link"
      label={goods.title}
      onTap={() => go(`/product/index?id=${goods.productId}`)}
    >
      <Picture className="newcomer-tile-picture" url={goods.pictureUrl} name={goods.title} />
      <Text className="newcomer-tile-title">{goods.title}</Text>
      {small || goods.optionText === '' ? null : (
        <Text className="newcomer-tile-option">{goods.optionText}</Text>
      )}
      <Price amountFen={goods.priceFen} />
      <Text className="newcomer-tile-saves">
        {goods.soldOut ? words.soldOut : words.saves(yuanText(saves))}
      </Text>
    </Tap>
  );
}
