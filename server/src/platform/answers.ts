import { STATUS_CODES } from 'node:http';
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

const OK = 200;
const NO_CONTENT = 204;

/**
 * What a route answers: the status it is sent under, and the schema the OpenAPI document shows.
 * `null` stands for no body, under 204. The body itself is not checked at run time; its type is, and
 * the tests compare every answer they get with the document.
 */
export function Answers(schema: z.ZodType | null, status = schema ? OK : NO_CONTENT) {
  const described = { status, description: STATUS_CODES[status] ?? '' };
  return applyDecorators(
    HttpCode(status),
    ApiResponse(schema ? { ...described, standardSchema: schema } : described),
  );
}

/** A route that answers a file of that type. */
export function AnswersFile(mediaType: string) {
  const schema = { type: 'string', ...(mediaType.startsWith('text/') ? {} : { format: 'binary' }) };
  return applyDecorators(
    HttpCode(OK),
    ApiProduces(mediaType),
    ApiResponse({ status: OK, description: STATUS_CODES[OK] ?? '', schema }),
  );
}
