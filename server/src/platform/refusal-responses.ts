import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { grouped, REFUSAL_STATUS, type RefusalCode } from '@siyu/shared';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string];

/** The body of every refused request, whatever its status. */
const refusalSchema = {
  type: 'object',
  properties: {
    code: { type: 'string', description: 'stable; what clients find their wording by' },
    facts: { type: 'object', description: 'numbers and ids that the wording needs' },
    requestId: { type: 'string', description: 'what the log lines of this request are found by' },
  },
  required: ['code', 'facts', 'requestId'],
  additionalProperties: false,
};

/**
 * Writes into the document by which codes each operation may be refused, by status. What several
 * have alike stands once among the components, under the names of its codes.
 */
export function describeRefusals(
  document: OpenAPIObject,
  refusals: ReadonlyMap<Operation, ReadonlySet<RefusalCode>>,
): void {
  const groups = [...refusals].flatMap(([operation, codes]) =>
    [...byStatus(codes)].map(([status, group]) => ({ operation, status, group })),
  );
  const uses = grouped(groups, ({ group }) => group.join('.'));
  const responses: Record<string, Response> = {};
  for (const [name, alike] of uses) {
    for (const { operation, status, group } of alike) {
      const response = { description: STATUS_CODES[status] ?? '', content: bodyWith(group) };
      const isShared = alike.length > 1;
      if (isShared) responses[name] = response;
      operation.responses[status] = isShared
        ? { $ref: `#/components/responses/${name}` }
        : response;
    }
  }
  const { schemas } = document.components ?? {};
  document.components = {
    ...document.components,
    schemas: { ...schemas, Refusal: refusalSchema },
    responses,
  };
}

function byStatus(codes: ReadonlySet<RefusalCode>): Map<number, RefusalCode[]> {
  return grouped([...codes].sort(), (code) => REFUSAL_STATUS[code]);
}

function bodyWith(codes: RefusalCode[]) {
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Refusal' }],
    properties: { code: { enum: codes } },
  };
  return { 'application/json': { schema } };
}
