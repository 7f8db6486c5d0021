import fc from 'fast-check';
import {
  conditionSchema,
  MATCHES,
  RFM_GROUPS,
  rfmGroup,
  type Condition,
  type RuleGroup,
} from '@siyu/shared';

/** Everything that rules may ask of an account, as a test made it up. Times are whole days ago. */
export interface MadeUp {
  registered: number;
  tier: string;
  birthday: string | null;
  provinces: string[];
  term: { began: number; endsIn: number; revoked: boolean } | null;
  tags: string[];
  bindings: { channelId: string; ago: number; open: boolean }[];
  orders: { ago: number; fen: number; refundedFen: number; state: string; product: string }[];
  events: { ago: number; name: 'shared' | 'product-viewed'; target: string | null }[];
  rfm: [number, number, number] | null;
}

const ulid = (letter: string) => letter.repeat(26);
export const TAGS = [ulid('A'), ulid('B')];
export const CHANNELS = [ulid('C'), ulid('D')];
/** Products by the category each is in; the second category stands below the first. */
export const CATEGORIES = [ulid('E'), ulid('F'), ulid('G')];
export const PRODUCTS = [ulid('H'), ulid('J'), ulid('K')];
const PROVINCES = ['浙江省', '江苏省', '广东省'];
const TIERS = ['regular', 'silver', 'gold'];
const DAYS = [1, 7, 30, 90];

const ago = fc.constantFrom(0, 1, 2, 6, 7, 8, 29, 30, 31, 89, 90, 91, 300);
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const score = fc.integer({ min: 1, max: 5 });

/** Some account, close to where rules draw their lines. */
export const aMadeUp: fc.Arbitrary<MadeUp> = fc.record({
  registered: ago,
  tier: fc.constantFrom(...TIERS),
  birthday: fc.constantFrom(null, '01-31', '02-29', '12-01'),
  provinces: fc.subarray(PROVINCES),
  term: fc.option(
    fc.record({ began: ago, endsIn: fc.constantFrom(-1, 0, 1), revoked: fc.boolean() }),
  ),
  tags: fc.subarray(TAGS),
  bindings: fc
    .array(fc.record({ channelId: fc.constantFrom(...CHANNELS), ago }), { maxLength: 3 })
    .map((all) => all.map((one, at) => ({ ...one, open: at === all.length - 1 }))),
  orders: fc.array(
    fc
      .record({
        ...{ ago, fen: fc.constantFrom(0, 999, 1_000, 1_001), isRefunded: fc.boolean() },
        state: fc.constantFrom('completed', 'to-ship', 'closed'),
        product: fc.constantFrom(...PRODUCTS),
      })
      .map(({ isRefunded, ...one }) => ({ ...one, refundedFen: isRefunded ? one.fen : 0 })),
    { maxLength: 4 },
  ),
  events: fc.array(
    fc.record({
      ago,
      name: fc.constantFrom('shared' as const, 'product-viewed' as const),
      target: fc.constantFrom(null, 'a', 'b'),
    }),
    { maxLength: 4 },
  ),
  rfm: fc.option(fc.tuple(score, score, score)),
});

const is = fc.constantFrom('at-least' as const, 'at-most' as const);
const howLong = {
  is: fc.constantFrom('within' as const, 'longer-ago' as const),
  days: fc.constantFrom(...DAYS),
};
const count = fc.integer({ min: 0, max: 3 });
const withinDays = fc.constantFrom(null, ...DAYS);
const fact = <F extends string>(name: F) => fc.constant(name);

const aCondition = fc
  .oneof(
    fc.record({ fact: fact('orders'), is, count, withinDays }),
    fc.record({ fact: fact('spent'), is, fen: fc.constantFrom(0, 1_000, 2_000), withinDays }),
    fc.record({ fact: fact('last-order'), ...howLong }),
    fc.record({ fact: fact('registered'), ...howLong }),
    fc.record({ fact: fact('tier'), tiers: some(...TIERS) }),
    fc.record({ fact: fact('paid-member') }),
    fc.record({ fact: fact('tag'), tagIds: some(...TAGS) }),
    fc.record({ fact: fact('channel'), channelIds: some(...CHANNELS) }),
    fc.record({ fact: fact('birthday-month'), months: some(1, 2, 12) }),
    fc.record({ fact: fact('province'), provinces: some(...PROVINCES) }),
    fc.record({
      fact: fact('event'),
      name: fc.constantFrom('shared', 'product-viewed'),
      target: fc.constantFrom(null, 'a'),
      ...{ is, count, withinDays: fc.constantFrom(...DAYS) },
    }),
    fc.record({
      fact: fact('bought'),
      productIds: some(...PRODUCTS),
      categoryIds: fc.subarray(CATEGORIES),
      withinDays,
    }),
    fc.record({
      fact: fact('bought'),
      productIds: fc.constant([]),
      categoryIds: some(...CATEGORIES),
      withinDays,
    }),
    fc.record({ fact: fact('rfm'), groups: some(...RFM_GROUPS) }),
  )
  .map((one) => conditionSchema.parse(one));

const groupOf = (part: fc.Arbitrary<Condition | RuleGroup>): fc.Arbitrary<RuleGroup> =>
  fc.record({
    match: fc.constantFrom(...MATCHES),
    of: fc.array(part, { minLength: 1, maxLength: 3 }),
  });

/** Any rule, three groups deep. */
export const aRule = groupOf(
  fc.oneof(aCondition, groupOf(fc.oneof(aCondition, groupOf(aCondition)))),
);

const compare = (how: 'at-least' | 'at-most', value: number, bound: number) =>
  how === 'at-least' ? value >= bound : value <= bound;
const isSince = (one: { ago: number }, days: number | null) => days === null || one.ago <= days;
const isSold = ({ state }: { state: string }) => state !== 'closed';
const total = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

/** Whether an account meets a rule, without a database. */
export function satisfies(rule: RuleGroup, account: MadeUp): boolean {
  const holds = (part: Condition | RuleGroup) =>
    'match' in part ? satisfies(part, account) : meets(part, account);
  if (rule.match === 'all') return rule.of.every(holds);
  return rule.of.some(holds) === (rule.match === 'any');
}

function meets(one: Condition, account: MadeUp): boolean {
  const { bindings, events, rfm, term } = account;
  const orders = account.orders.filter(isSold);
  switch (one.fact) {
    case 'orders':
      return compare(one.is, orders.filter((o) => isSince(o, one.withinDays)).length, one.count);
    case 'spent': {
      const counted = orders.filter((o) => isSince(o, one.withinDays));
      return compare(one.is, total(counted.map((o) => o.fen - o.refundedFen)), one.fen);
    }
    case 'last-order': {
      const last = Math.min(...orders.map((o) => o.ago));
      return orders.length > 0 && (one.is === 'within') === last <= one.days;
    }
    case 'registered':
      return (one.is === 'within') === account.registered <= one.days;
    case 'tier':
      return one.tiers.includes(account.tier);
    case 'paid-member':
      return term !== null && !term.revoked && term.endsIn > 0;
    case 'tag':
      return one.tagIds.some((id) => account.tags.includes(id));
    case 'channel':
      return bindings.some(
        ({ channelId, open }, at) => one.channelIds.includes(channelId) && (at === 0 || open),
      );
    case 'birthday-month':
      return one.months.includes(Number(account.birthday?.slice(0, 2)));
    case 'province':
      return one.provinces.some((name) => account.provinces.includes(name));
    case 'event': {
      const counted = events.filter(
        (e) =>
          e.name === one.name &&
          isSince(e, one.withinDays) &&
          [null, e.target].includes(one.target),
      );
      return compare(one.is, counted.length, one.count);
    }
    case 'bought':
      return orders.some((o) => isSince(o, one.withinDays) && isOneOf(o.product, one));
    case 'rfm':
      return rfm !== null && one.groups.includes(rfmGroup(...rfm));
  }
}

function isOneOf(
  product: string,
  { productIds, categoryIds }: { productIds: string[]; categoryIds: string[] },
): boolean {
  const own = CATEGORIES[PRODUCTS.indexOf(product)] ?? '';
  const [above = '', below] = CATEGORIES;
  const places = own === below ? [own, above] : [own];
  return productIds.includes(product) || places.some((id) => categoryIds.includes(id));
}
