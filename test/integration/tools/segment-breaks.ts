import type { Tagged } from '@siyu/shared';
import type { TestOperator } from '../../factories/operator.js';
import { aTag, tagged } from '../../factories/segments.js';
import type { TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

/** For each thing that must hold of segments, one way to break it. */
export const SEGMENT_BREAKS: Readonly<Record<string, string>> = {
  'who entered a segment last is in it, and who left it last is not': 'DELETE FROM segment_member',
};

/** A tag on somebody. */
export async function aTaggedShopper(shop: TestShop, operator: TestOperator): Promise<Tagged> {
  const { id } = await aShopper(shop);
  return tagged(operator, await aTag(operator), { add: [id] });
}
