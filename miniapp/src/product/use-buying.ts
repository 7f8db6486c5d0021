import type { GroupBuyOffer, Product } from '@siyu/shared';
import { useState } from 'react';
import { words as flashWords } from '@/flash-sale/wording';
import { words as teamWords } from '@/group-buy/wording';
import { asOffered, lowestFen, type OfferedSku } from './as-offered';
import type { Choice } from './choice';
import type { Purpose, Terms } from './option-sheet';
import type { Flash } from './use-flash';
import type { Way } from './ways';

/** What the option sheet is open for. */
export interface Buying {
  purpose: Purpose;
  /** As it is sold on these terms. */
  product: Product;
  terms?: Terms;
}

/** The ways this product can be bought now, and the one that was chosen. */
export function useBuying(
  product: Product,
  offers: { flash: Flash | null; team: GroupBuyOffer | undefined },
  onChoice: (choice: Choice) => void,
) {
  const { flash, team } = offers;
  const [buying, setBuying] = useState<Buying | null>(null);
  const plain = (purpose: Purpose) => setBuying({ purpose, product });
  /** What leaves nothing to choose is chosen. */
  const begin = (chosen: Buying) => {
    const [only, ...others] = chosen.product.skus;
    if (only !== undefined && others.length === 0) onChoice(only.optionValues);
    setBuying(chosen);
  };
  const alone = (text: string): Way => ({
    ...{ text, amountFen: lowestFen(product.skus), onTap: () => plain('either') },
    disabled: product.skus.every((sku) => sku.stock === 0),
  });
  const ways = ((): readonly [Way, Way] | undefined => {
    if (flash && (flash.phase === 'on' || flash.phase === 'sold-out')) {
      const open = () => begin(flashBuying(product, flash));
      return [alone(flashWords.buyOrdinary), flashWay(flash, open)];
    }
    if (team === undefined) return undefined;
    const open = () => begin(teamBuying(product, team));
    return [alone(teamWords.buyAlone), teamWay(team, open)];
  })();
  return { buying, plain, ways, close: () => setBuying(null) };
}

function flashWay({ slot, phase }: Flash, onTap: () => void): Way {
  const soldOut = phase === 'sold-out';
  const text = soldOut ? flashWords.phases['sold-out'] : flashWords.buy;
  return { text, amountFen: lowestFen(slot.goods), disabled: soldOut, onTap };
}

function flashBuying(product: Product, { slot }: Flash): Buying {
  const query = `&campaign=${slot.campaignId}&flash=1`;
  const terms = { quantityMax: slot.perPersonMax, text: flashWords.buy, query };
  return { purpose: 'buy', product: asOffered(product, slot.goods), terms };
}

function teamWay(offer: GroupBuyOffer, onTap: () => void): Way {
  return { text: teamWords.startTeam, amountFen: lowestFen(leaderPrices(offer)), onTap };
}

function teamBuying(product: Product, offer: GroupBuyOffer): Buying {
  const quantityMax = Math.min(offer.perOrderMax, offer.perPersonMax);
  const query = `&campaign=${offer.campaignId}`;
  const offered = asOffered(product, leaderPrices(offer)).skus.map((sku) => ({
    ...sku,
    stock: product.skus.find(({ id }) => id === sku.id)?.stock ?? 0,
  }));
  const terms = { quantityMax, text: teamWords.startTeam, query };
  return { purpose: 'buy', product: { ...product, skus: offered }, terms };
}

/** Whoever opens a team leads it. */
function leaderPrices({ prices }: GroupBuyOffer): OfferedSku[] {
  return prices.map(({ skuId, priceFen, leaderPriceFen }) => ({
    ...{ skuId, priceFen: leaderPriceFen ?? priceFen, struckFen: null, soldOut: false },
  }));
}
