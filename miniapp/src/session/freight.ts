import { inLanguage } from '@/platform/language';
import { yuanText } from '@/ui/price';
import { useSession } from './store';

const words = inLanguage(
  {
    free: '全场包邮',
    flat: (flat: string) => `运费 ${flat}`,
    freeAbove: (above: string) => `满 ${above} 包邮`,
    freeAboveElse: (above: string, flat: string) => `满 ${above} 包邮，未满收运费 ${flat}`,
  },
  {
    free: 'Free delivery',
    flat: (flat: string) => `Delivery ${flat}`,
    freeAbove: (above: string) => `Free delivery from ${above}`,
    freeAboveElse: (above: string, flat: string) => `Free delivery from ${above}, else ${flat}`,
  },
);

/** What delivery costs, in a few words; null until the shop has said. */
export function useFreight({ whole = false } = {}): string | null {
  const freight = useSession((state) => state.config?.freight);
  if (freight === undefined) return null;
  const { flatFen, freeAboveFen } = freight;
  if (flatFen === 0) return words.free;
  if (freeAboveFen === null) return words.flat(yuanText(flatFen));
  const above = yuanText(freeAboveFen);
  return whole ? words.freeAboveElse(above, yuanText(flatFen)) : words.freeAbove(above);
}
