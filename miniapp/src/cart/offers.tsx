import { Text, View } from '@tarojs/components';
import type { QuoteAnswer } from '@siyu/shared';
import { givenText, nameText, nextText, type Verdict } from '@/promotions/verdict-text';
import { words } from './wording';
import './offers.scss';

const STEPS_SHOWN = 3;

/** What the chosen goods are given, and how little is missing for more. */
export function CartOffers({ quote }: { quote: QuoteAnswer | null }) {
  const applied = quote?.offers.filter((one) => one.applied) ?? [];
  const near = quote?.offers.filter(isNear).slice(0, STEPS_SHOWN) ?? [];
  const gifts = quote?.lines.filter((line) => line.giftOf !== null) ?? [];
  // An empty place stays, so that what fills it later is all that is sent.
  if (applied.length + near.length === 0) return <View />;
  return (
    <View className="cart-offers">
      {applied.map((one) => (
        <Row key={one.id} name={nameText(one)} text={givenText(one)} />
      ))}
      {gifts.map((line) => (
        <Row
          key={`${line.giftOf}${line.skuId}`}
          name={line.title}
          text={words.gift(line.quantity)}
        />
      ))}
      {near.map((one) => (
        <Row key={`next ${one.id}`} name={nameText(one)} text={nextText(one) ?? ''} ahead />
      ))}
    </View>
  );
}

/** What a little more would bring; an offer beaten by another promises nothing. */
function isNear(one: Verdict): boolean {
  return (one.applied || one.reason === 'threshold') && nextText(one) !== null;
}

function Row({ name, text, ahead = false }: { name: string; text: string; ahead?: boolean }) {
  return (
    <View className="cart-offer">
      <Text className="cart-offer-name">{name}</Text>
      <Text className={ahead ? 'cart-offer-next' : 'cart-offer-given'}>{text}</Text>
    </View>
  );
}
