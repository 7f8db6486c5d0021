import type { AttributionRule, Binding, Customer, LinkOwner, Touch } from '@siyu/shared';

export const shopperOwner = (id: string): LinkOwner => ({ kind: 'shopper', id });

/** Last touch, thirty days protected, ninety valid, new customers only. */
export function aRule(over: Partial<AttributionRule> = {}): AttributionRule {
  return { touch: 'last', protectionDays: 30, validityDays: 90, customers: 'new', ...over };
}

/** Somebody opened a link of `by`. */
export function aTouch(by: string, at: Date, over: Partial<Touch> = {}): Touch {
  const id = `${by} ${at.toISOString()}`;
  return { id, at, owner: shopperOwner(by), ownerIsGone: false, ownerBoundTo: null, ...over };
}

export function aCustomer(over: Partial<Customer> = {}): Customer {
  return { shopperId: 'cat', samePersonIds: [], hasOrdered: false, ...over };
}

export function aBinding(to: string, over: Partial<Binding> & Pick<Binding, 'boundAt'>): Binding {
  const day = (days: number) => new Date(over.boundAt.getTime() + days * 86_400_000);
  const owner = shopperOwner(to);
  return { owner, protectedUntil: day(30), validUntil: day(90), frozenAt: null, ...over };
}
