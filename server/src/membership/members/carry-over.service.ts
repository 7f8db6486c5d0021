import { Injectable } from '@nestjs/common';
import { beijingDayStart, tierOf, type CarriedOver } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { Growth } from '../growth/growth.service.js';
import { Rules } from '../rules/membership-rules.js';
import { fillMember } from './member.store.js';

/** What a member was in another system, brought into this one. */
@Injectable()
export class CarryOver {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly growth: Growth,
  ) {}

  /**
   * Gives the growth, or as much as the tier asks if that is more: the tier stays a function of
   * growth, and its period begins now. What members said of themselves here stays as they said it.
   */
  async give(
    tx: Tx,
    shopperId: string,
    { key, growth, tier, nickname, birthday, joinedOn }: CarriedOver & { key: string },
  ): Promise<void> {
    await this.growth.lock(tx, shopperId);
    const joinedAt = joinedOn === null ? null : beijingDayStart(joinedOn);
    await fillMember(tx, shopperId, { nickname, birthday, joinedAt });
    const { tiers } = (await this.rules.current(tx)).rules;
    const threshold = tier === null ? 0 : (tierOf(tiers, tier)?.threshold ?? 0);
    const given = Math.max(growth, threshold);
    if (given === 0) return;
    const at = this.clock.now();
    await this.growth.grant(tx, { shopperId, source: 'import', key, at, growth: given });
  }
}
