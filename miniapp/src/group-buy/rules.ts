import type { GroupBuyOffer } from '@siyu/shared';
import { words } from './wording';

const BPS_PER_PERCENT = 100;

/** The rules of a group buy in sentences, everything one must know before paying. */
export function ruleTexts(offer: GroupBuyOffer): string[] {
  const { size, hours, ladder, systemCompletesFrom } = offer;
  const { rule } = words;
  return [
    rule.size(size, hours),
    rule.fail,
    ...(systemCompletesFrom === null ? [] : [rule.system(systemCompletesFrom)]),
    offer.latePayer === 'refund' ? rule.refund : rule.elsewhere,
    ...(offer.newcomersJoin ? [rule.newcomers] : []),
    rule.limits(offer.perOrderMax, offer.perPersonMax),
    ...ladder.map(({ people, offBps }) => rule.ladder(people, String(offBps / BPS_PER_PERCENT))),
  ];
}
