import type {
  AfterSale,
  AfterSaleInput,
  AfterSalePreview,
  MaybeReturnFreight,
  Page,
  SentBack,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

/** What asking for this much would return. Throws `AFTER_SALE_QUANTITY`, `RETURN_NOT_OFFERED` … */
export const previewAfterSale = (
  input: Pick<AfterSaleInput, 'orderId' | 'kind' | 'reason' | 'lines'>,
) => call<AfterSalePreview>('/shop/after-sales/preview', { method: 'POST', body: input });

/** Asks for it. Throws `AFTER_SALE_QUANTITY`, `AFTER_SALE_WINDOW_OVER`, `TEXT_REJECTED` … */
export const requestAfterSale = (input: AfterSaleInput) =>
  callOnce<AfterSale>('/shop/after-sales', input);

/** After-sales, newest first. */
export const readAfterSales = (cursor: string | null) =>
  call<Page<AfterSale>>('/shop/after-sales', { query: { cursor: cursor ?? undefined } });

/** One after-sale. Throws `AFTER_SALE_NOT_FOUND`. */
export const readAfterSale = (id: string) => call<AfterSale>(`/shop/after-sales/${id}`);

/** Takes the request back. Throws `AFTER_SALE_STATE`. */
export const cancelAfterSale = (id: string) =>
  call<AfterSale>(`/shop/after-sales/${id}/cancellation`, { method: 'POST' });

/** What a member’s benefit would pay of sending the goods back. */
export const readReturnFreight = (id: string) =>
  call<MaybeReturnFreight>(`/shop/after-sales/${id}/return-freight`);

/** Says by which parcel the goods come back. Throws `AFTER_SALE_STATE`, `BENEFIT_USED`. */
export const sendBack = (id: string, parcel: SentBack) =>
  call<AfterSale>(`/shop/after-sales/${id}/return-parcel`, { method: 'POST', body: parcel });
