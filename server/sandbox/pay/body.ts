import { z } from 'zod';

import { PayError } from '../errors.js';
import { jsonObject } from '../json.js';

/** Text whose length WeChat Pay counts in UTF-8 bytes, as its error messages say (字节数). */
export function utf8(minBytes: number, maxBytes: number) {
  return z.string().refine((text) => {
    const bytes = Buffer.byteLength(text);
    return bytes >= minBytes && bytes <= maxBytes;
  }, `字符串规则校验失败，字节数须在 ${minBytes} 与 ${maxBytes} 之间`);
}

/** A merchant's own number: letters, digits and `_-|*`. */
export function merchantNumber(minLength: number, maxLength: number) {
  return z
    .string()
    .regex(
      new RegExp(`^[0-9A-Za-z_\\-|*]{${minLength},${maxLength}}$`),
      `字符串规则校验失败，须为 ${minLength}–${maxLength} 位数字、大小写字母或 _-|*`,
    );
}

/** Where notifications go: https without a query; plain http on loopback only, for this sandbox. */
export const notifyUrl = utf8(1, 255).refine(isNotifyUrl, '通知地址须为 https，且不能携带参数');

/** The parsed body, or the PARAM_ERROR that names its first wrong field. */
export function payBody<T>(schema: z.ZodType<T>, raw: unknown): T {
  const body = jsonObject(raw);
  if (body === null) throw new PayError('PARAM_ERROR', '请求报文不是合法的JSON对象');
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = `/${(issue?.path ?? []).join('/')}`;
  throw new PayError('PARAM_ERROR', `输入源“/body${field}”${issue?.message ?? '不合法'}`, {
    field,
    issue: issue?.message ?? '',
    location: 'body',
  });
}

function isNotifyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.search !== '' || url.hash !== '') return false;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}
