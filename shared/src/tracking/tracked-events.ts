/** What an event says beside its name; what it does not name it must not carry. */
export interface TrackedFacts {
  /** The id of what it is about: a product, a SKU, an order, a team. */
  target?: true;
  /** Which of several: a button, a way to share, an error’s code. */
  mark?: true;
  /** What its number counts. */
  value?: 'ms' | 'units' | 'scene';
}

/**
 * Every event a phone tells of (埋点): what somebody saw and did. What was paid or refunded is never
 * among them, because a phone is no witness of money; that comes from the shop’s own outbox.
 */
export const TRACKED_EVENTS = {
  'app-launched': { value: 'scene' },
  'page-viewed': {},
  'page-left': { value: 'ms' },
  tapped: { mark: true },
  shared: { mark: true },
  failed: { mark: true },
  timed: { mark: true, value: 'ms' },
  'product-viewed': { target: true },
  'cart-added': { target: true, value: 'units' },
  'checkout-begun': { value: 'units' },
  'payment-begun': { target: true },
  'team-joined': { target: true },
} as const satisfies Record<string, TrackedFacts>;

export type TrackedName = keyof typeof TRACKED_EVENTS;
export const TRACKED_NAMES = Object.keys(TRACKED_EVENTS) as [TrackedName, ...TrackedName[]];
