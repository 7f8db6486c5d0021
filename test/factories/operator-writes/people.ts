import { aPhone } from '../newcomer.js';
import { decided, joined, linksOf } from '../people.js';
import { aShopper, phoneCode } from '../shopper.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

/** Who is one person. */
export function peopleWrites({ shop, operator }: World): OperatorWrites {
  const two = () => Promise.all([aShopper(shop), aShopper(shop)]);
  const proposed = async () => {
    const [accounts, phone] = [await two(), aPhone()];
    for (const one of accounts) {
      await one.post('/shop/me/phone', { code: await phoneCode(shop, one.openid, phone) });
    }
    await shop.settle();
    const [link] = await linksOf(operator, 'proposed', ...accounts.map(({ id }) => id));
    return link!;
  };
  return {
    'POST /ops/person-links': adds(async () => {
      const [ann, bo] = await two();
      return () => joined(operator, ann!.id, bo!.id);
    }),
    'POST /ops/person-links/:id/acceptance': changes(async () => {
      const link = await proposed();
      return () => decided(operator, link, 'acceptance');
    }),
    'POST /ops/person-links/:id/refusal': changes(async () => {
      const link = await proposed();
      return () => decided(operator, link, 'refusal');
    }),
    'POST /ops/person-links/:id/split': changes(async () => {
      const [ann, bo] = await two();
      const link = await joined(operator, ann!.id, bo!.id);
      return () => decided(operator, link, 'split');
    }),
  };
}
