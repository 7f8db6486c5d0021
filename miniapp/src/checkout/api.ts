import type { QuoteAnswer, QuoteRequest } from '@siyu/shared';
import { call } from '@/platform/http';

/** What a purchase costs; what cannot be bought is in the answer. Throws `SKU_NOT_FOUND`. */
export const readQuote = (request: QuoteRequest) =>
  call<QuoteAnswer>('/shop/quote', { method: 'POST', body: request });
