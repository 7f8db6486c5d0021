import type { TestOperator } from '../operator.js';
import type { Buyer } from '../purchase.js';
import type { TestShop } from '../shop.js';

/** Where operators write: a shop, someone who buys there, and an owner. */
export interface World {
  shop: TestShop;
  buyer: Buyer;
  operator: TestOperator;
}

/** Brings about what a write needs, and answers the write itself. */
export type Scene = () => Promise<() => Promise<unknown>>;

/** `secret`: who and when; nothing that could be shown has changed. */
export interface OperatorWrite {
  kind: 'adds' | 'changes' | 'removes' | 'secret';
  scene: Scene;
}

/** By route. */
export type OperatorWrites = Record<string, OperatorWrite>;

export const adds = (scene: Scene): OperatorWrite => ({ kind: 'adds', scene });
export const changes = (scene: Scene): OperatorWrite => ({ kind: 'changes', scene });
export const removes = (scene: Scene): OperatorWrite => ({ kind: 'removes', scene });
export const secret = (scene: Scene): OperatorWrite => ({ kind: 'secret', scene });
