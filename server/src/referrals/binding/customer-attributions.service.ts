import { Inject, Injectable } from '@nestjs/common';
import {
  isInForce,
  type CustomerAttribution,
  type CustomerBinding,
  type CustomerTouch,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { touchesOf, type DecidedTouch } from '../visits/visit.store.js';
import { bindingsOf, type BindingRow } from './binding.store.js';
import { explanationOf } from './explanation.js';

const SHOWN_MAX = 100;

/** What operators see of how a customer came, each step with its reason. */
@Injectable()
export class CustomerAttributions {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
  ) {}

  /** @throws Refusal NOT_FOUND */
  async of(shopperId: string): Promise<CustomerAttribution> {
    const db = this.db.manager;
    if (!(await this.shoppers.exists(db, shopperId))) throw new Refusal('NOT_FOUND');
    const touches = (await touchesOf(db, shopperId, SHOWN_MAX)).map(touchView);
    const now = this.clock.now();
    const bindings = await bindingsOf(db, shopperId, SHOWN_MAX);
    return { touches, bindings: bindings.map((one) => bindingView(one, touches, now)) };
  }
}

/** A binding explains itself by the touch it was made of. */
function bindingView(
  { id, owner, code, reason, ruleVersion, endedBy, touchId, ...binding }: BindingRow,
  touches: readonly CustomerTouch[],
  now: Date,
): CustomerBinding {
  const facts = touches.find((touch) => touch.id === touchId)?.facts ?? {};
  return {
    ...{ id, owner, code, reason, facts, ruleVersion, endedBy, why: explanationOf(reason, facts) },
    boundAt: binding.boundAt.toISOString(),
    protectedUntil: binding.protectedUntil.toISOString(),
    validUntil: binding.validUntil.toISOString(),
    frozenAt: binding.frozenAt?.toISOString() ?? null,
    endedAt: binding.endedAt?.toISOString() ?? null,
    isInForce: binding.endedAt === null && isInForce({ owner, ...binding }, now),
  };
}

function touchView({ at, decidedAt, facts, reason, ...touch }: DecidedTouch): CustomerTouch {
  const known = typeof facts === 'string' ? (JSON.parse(facts) as CustomerTouch['facts']) : facts;
  return {
    ...{ ...touch, reason, facts: known, why: explanationOf(reason, known) },
    visitedAt: at.toISOString(),
    decidedAt: decidedAt.toISOString(),
  };
}
