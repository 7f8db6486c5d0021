import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Refusal } from './refusal.js';

const ISSUES_MAX = 10;

/** Checks every parameter that names a schema; INVALID_INPUT says what is wrong and where. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new Refusal('INVALID_INPUT', {
        issues: issues.slice(0, ISSUES_MAX).map((issue) => ({
          path: (issue.path ?? []).map((part) =>
            String(typeof part === 'object' ? part.key : part),
          ),
          message: issue.message,
        })),
      }),
  });
}
