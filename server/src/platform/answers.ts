import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { REFUSAL_STATUS, type RefusalCode } from '@siyu/shared';
import { z } from 'zod';

const NO_CONTENT = 204;
/** The body of every refused request, whatever its status. */
const refusalBodySchema = z.object({
  code: z.enum(Object.keys(REFUSAL_STATUS) as [RefusalCode, ...RefusalCode[]]),
  facts: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});

/**
 * What a route answers: the status it is sent under, and the schema the OpenAPI document shows for
 * it and for a refusal. `null` stands for no body, under 204. The body itself is not checked at run
 * time; its type is.
 */
export function Answers(schema: z.ZodType | null, status = schema ? 200 : NO_CONTENT) {
  return applyDecorators(
    HttpCode(status),
    ApiResponse(schema ? { status, standardSchema: schema } : { status }),
    ApiResponse({
      status: 'default',
      description: 'A refusal, under the status of its code',
      standardSchema: refusalBodySchema,
    }),
  );
}
