import type { OpenAPIObject, SwaggerDocumentOptions } from '@nestjs/swagger';
import * as shared from '@siyu/shared';
import { z } from 'zod';

/** Marks what a caller sends until it is known whether it looks like what is answered. */
const ASKED = '~asked';
/** What is asked in an address is spelled out as parameters, which no component could be. */
const IN_ADDRESS = /(Query|Filter)Schema$/;

// A schema that shared exports as `orderSchema` is the component `Order`.
for (const [name, schema] of Object.entries(shared)) {
  if (!name.endsWith('Schema') || IN_ADDRESS.test(name) || !(schema instanceof z.ZodType)) continue;
  const id = name.charAt(0).toUpperCase() + name.slice(1, -'Schema'.length);
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;

/** A zod schema as JSON schema, with a component for every part of it that has a name. */
export const toJsonSchema: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const suffix = schemaType === 'input' ? ASKED : '';
  const text = JSON.stringify(z.toJSONSchema(schema, { io: schemaType }));
  const {
    $defs = {},
    $schema: _dialect,
    ...root
  } = JSON.parse(text.replace(/"#\/\$defs\/(\w+)"/g, `"#/components/schemas/$1${suffix}"`)) as {
    $defs?: Record<string, unknown>;
    $schema?: string;
  };
  const named = Object.entries($defs).map(([name, one]) => [name + suffix, one]);
  return { schema: root, components: Object.fromEntries(named) as Record<string, object> };
};

/**
 * Gives one name to what is asked and answered alike. Where they differ, as by a default that may
 * be left out of a request and never is of an answer, the former is called `…Request`.
 */
export function unifyComponents(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const apart = new Set<string>();
  const renamed = (text: string) =>
    text.replace(/(\w+)~asked"/g, (_, name: string) =>
      apart.has(name) ? `${name}Request"` : `${name}"`,
    );
  const isApart = (name: string) =>
    schemas[name] !== undefined &&
    renamed(JSON.stringify(schemas[name + ASKED])) !== JSON.stringify(schemas[name]);
  const asked = Object.keys(schemas)
    .filter((name) => name.endsWith(ASKED))
    .map((name) => name.slice(0, -ASKED.length));
  // What is apart sets apart whatever refers to it.
  for (let known = -1; known < apart.size;) {
    known = apart.size;
    for (const name of asked) if (isApart(name)) apart.add(name);
  }
  return JSON.parse(renamed(JSON.stringify(document))) as OpenAPIObject;
}
