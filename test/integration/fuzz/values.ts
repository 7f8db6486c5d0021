import fc from 'fast-check';
import type { Schema } from '../../factories/open-api.js';

const DEPTH_MAX = 6;
/** A string longer than any the API takes, and shorter than a body may be. */
const LONG = 20_000;

/** What is wrong nearly everywhere: other types, sizes, signs, and what databases choke on. */
export const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', ' ', 0, -1, 0.5, 1e21, -(2 ** 53), 2 ** 63, 99_999_999_999],
    ...[[], {}, [[]], '\u0000', '\ud800', '😀'.repeat(300), '\u202e', "' OR 1=1 --", '%s%n', '1e9'],
    ...['2026-02-30T25:61:00Z', '0001-01-01T00:00:00.000Z', '__proto__', 'NaN', '../../etc/passwd'],
    ...[
      'x'.repeat(LONG),
      Array.from({ length: 1_000 }, () => 1),
      JSON.parse('{"__proto__":{"a":1}}'),
    ],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

/** The first, and in that share of cases the second. */
export function seldom<A, B>(
  share: number,
  usual: fc.Arbitrary<A>,
  other: fc.Arbitrary<B>,
): fc.Arbitrary<A | B> {
  return fc.oneof(
    { weight: Math.round((1 - share) * 100), arbitrary: usual as fc.Arbitrary<A | B> },
    { weight: Math.round(share * 100), arbitrary: other as fc.Arbitrary<A | B> },
  );
}

/** Something of the kind a schema asks for; each part of it is wrong in that share of cases. */
export function roughly(
  schema: Schema,
  ids: fc.Arbitrary<string>,
  share: number,
  depth = 0,
): fc.Arbitrary<unknown> {
  const below = (one: Schema) => roughly(one, ids, share, depth + 1);
  return depth > DEPTH_MAX ? wrong : seldom(share, plausibly(schema, ids, share, below), wrong);
}

type Below = (schema: Schema) => fc.Arbitrary<unknown>;

function plausibly(
  schema: Schema,
  ids: fc.Arbitrary<string>,
  share: number,
  below: Below,
): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(below));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => below({ ...schema, type })));
  }
  const { items = {}, minItems = 0, maxItems = 3, minimum = 0, maximum = 100 } = schema;
  switch (schema.type) {
    case 'object':
      return anObject(schema, share, below);
    case 'array':
      return fc.array(below(items), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 3)),
      });
    case 'integer':
      return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 40) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return aString(schema, ids);
    default:
      return wrong;
  }
}

/** Now and then a property is left out, or one is there that nobody knows. */
function anObject(schema: Schema, share: number, below: Below): fc.Arbitrary<unknown> {
  const required = new Set(schema.required ?? []);
  const known = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const absent = fc.constant(undefined);
    const missing = required.has(name) ? share : 0.3;
    return [name, seldom(missing, below(property), absent)] as const;
  });
  const nothing = fc.constant({});
  const unknown = seldom(share, nothing, fc.dictionary(fc.string(), wrong, { maxKeys: 2 }));
  return fc
    .tuple(fc.record(Object.fromEntries(known)), unknown)
    .map(([object, more]) => ({ ...object, ...more }));
}

function aString(schema: Schema, ids: fc.Arbitrary<string>): fc.Arbitrary<string> {
  if (schema.pattern?.includes('{26}')) return ids;
  if (schema.format === 'date-time') return fc.constant('2026-11-18T04:00:00.000Z');
  const minLength = schema.minLength ?? 0;
  const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? 20, 40));
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength }),
    fc.constantFrom('13800138000', '浙江省', '杭州市', 'a@example.com', '/pictures/x.webp'),
  );
}
