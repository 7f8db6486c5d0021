import type {
  FapiaoInput,
  Order,
  OrderCounts,
  OrderState,
  OrderSummary,
  Page,
  PayAnswer,
  PlacedOrder,
  PlaceOrderRequest,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

/** Orders, newest first; of one state, or all. */
export const readOrders = (state: OrderState | undefined, cursor: string | null) =>
  call<Page<OrderSummary>>('/shop/orders', { query: { state, cursor: cursor ?? undefined } });

/** How many orders wait for something. */
export const readOrderCounts = () => call<OrderCounts>('/shop/orders/counts');

/** An order whole. Throws `ORDER_NOT_FOUND`. */
export const readOrder = (id: string) => call<Order>(`/shop/orders/${id}`);

/**
 * Places an order, once however often it is tried. Throws `QUOTE_CHANGED`, `STOCK_INSUFFICIENT`,
 * `SKU_GONE`, `REGION_NOT_DELIVERED`, `RETURN_POLICY_UNCONFIRMED`, `OPEN_ORDERS_TOO_MANY`.
 */
export const placeOrder = (request: PlaceOrderRequest) =>
  callOnce<PlacedOrder>('/shop/orders', request);

/** What WeChat's payment sheet needs. Throws `ORDER_EXPIRED`, `ORDER_STATE`. */
export const startPayment = (id: string) => post<PayAnswer>(id, 'payment');

/** Asks WeChat what became of the payment; the order as it is then. */
export const checkPayment = (id: string) => post<Order>(id, 'payment/check');

/** Cancels an order that was not paid. Throws `ORDER_STATE`. */
export const cancelOrder = (id: string) => post<Order>(id, 'cancellation');

/** Says the goods are there. Throws `ORDER_STATE`. */
export const receiveOrder = (id: string) => post<Order>(id, 'receipt');

/** Asks for a fapiao. Throws `FAPIAO_STATE`. */
export const requestFapiao = (id: string, input: FapiaoInput) =>
  callOnce<Order>(`/shop/orders/${id}/fapiao`, input);

function post<T>(id: string, step: string): Promise<T> {
  return call<T>(`/shop/orders/${id}/${step}`, { method: 'POST' });
}
