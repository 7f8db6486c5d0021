import type { ShopConfig } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { yuanText } from '@/ui/price';
import { useSession } from './store';

const words = inLanguage(
  {
    free: '全场包邮',
    flat: (flat: string) => `运费 ${flat}`,
    except: (price: string, regions: string) => `${price}；${regions}暂不配送`,
    freeAbove: (above: string) => `满 ${above} 包邮`,
    freeAboveElse: (above: string, flat: string) => `满 ${above} 包邮，未满收运费 ${flat}`,
  },
  {
    free: 'Free delivery',
    flat: (flat: string) => `Delivery ${flat}`,
    except: (price: string, regions: string) => `${price}; not delivered to ${regions}`,
    freeAbove: (above: string) => `Free delivery from ${above}`,
    freeAboveElse: (above: string, flat: string) => `Free delivery from ${above}, else ${flat}`,
  },
);

/** What delivery costs, in a few words or whole with where nothing is sent to; null until known. */
export function useFreight({ whole = false } = {}): string | null {
  const freight = useSession((state) => state.config?.freight);
  if (freight === undefined) return null;
  const { notDelivered } = freight;
  const price = priceText(freight, whole);
  if (!whole || notDelivered.length === 0) return price;
  return words.except(price, notDelivered.map(asSpoken).join('、'));
}

/** 新疆维吾尔自治区 is 新疆 to everyone who lives there. */
function asSpoken(region: string): string {
  return region.replace(/(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/, '');
}

function priceText({ flatFen, freeAboveFen }: ShopConfig['freight'], whole: boolean): string {
  if (flatFen === 0) return words.free;
  if (freeAboveFen === null) return words.flat(yuanText(flatFen));
  const above = yuanText(freeAboveFen);
  return whole ? words.freeAboveElse(above, yuanText(flatFen)) : words.freeAbove(above);
}
