/** What `upload_shipping_info` recorded for a payment. */
export interface Shipment {
  readonly outTradeNo: string;
}
