import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';

/** What a route answers when it succeeds, in OpenAPI from the same schema the clients import. */
export function Answers(schema: ZodType, status = 200): MethodDecorator {
  return applyDecorators(ApiResponse({ status, standardSchema: schema }));
}
