import { z } from 'zod';

import { SandboxError } from '../errors.js';
import { jsonObject } from '../json.js';

export const openid = z.string().regex(/^[\w-]{1,128}$/);

/** The parsed body of a `/sandbox/…` request; what is wrong with it is named. */
export function clientBody<T>(schema: z.ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(jsonObject(raw));
  if (result.success) return result.data;
  throw new SandboxError(z.prettifyError(result.error));
}
