import type { ParamDecoratorEnhancer } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { RefusalCode } from '@siyu/shared';
import { z } from 'zod';
import { addRefusals } from './refuses.js';

export interface HeaderParameter {
  /** As people write it: `Idempotency-Key`. */
  name: string;
  required: boolean;
  schema: z.ZodString;
  description: string;
  /** What a route that takes it may refuse with on its account. */
  refusals: readonly RefusalCode[];
}

/** Lets a parameter decorator that reads a header say so in the OpenAPI document of its routes. */
export function headerParameter({ refusals, ...header }: HeaderParameter): ParamDecoratorEnhancer {
  const { type, pattern } = z.toJSONSchema(header.schema, { metadata: z.registry() });
  return (target, key) => {
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key === undefined || !method) return;
    ApiHeader({ ...header, schema: { type, pattern } as object })(target, key, method);
    addRefusals(method.value as object, refusals);
  };
}
