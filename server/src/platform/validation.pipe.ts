import { StandardSchemaValidationPipe } from '@nestjs/common';
import { assert } from '@siyu/shared';
import type { z } from 'zod';
import { Refusal } from './refusal.js';

const ISSUES_MAX = 10;

/** What a schema of this kind says is wrong, by the standard all such libraries share. */
type Issues = readonly {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}[];

/** Checks every parameter that names a schema; INVALID_INPUT says what is wrong and where. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalid(issues) });
}

/** The value as the schema makes it, as the pipe would. @throws Refusal INVALID_INPUT */
export function checked(schema: z.ZodType, value: unknown): unknown {
  const result = schema['~standard'].validate(value);
  assert(!(result instanceof Promise), 'a schema that answers at once');
  if (result.issues) throw invalid(result.issues);
  return result.value;
}

function invalid(issues: Issues): Refusal {
  return new Refusal('INVALID_INPUT', {
    issues: issues.slice(0, ISSUES_MAX).map((issue) => ({
      path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)),
      message: issue.message,
    })),
  });
}
