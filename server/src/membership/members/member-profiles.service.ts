import { Inject, Injectable } from '@nestjs/common';
import type { MemberProfile } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { PhoneListeners } from '../../identity/phone-listeners.js';
import { Shoppers } from '../../identity/shoppers.js';
import { TextCheck } from '../../identity/text-check.js';
import type { ShopperSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Growth } from '../growth/growth.service.js';
import { setProfile } from './member.store.js';

/**
 * What members say of themselves. With a phone bound, a name and a birthday a profile is complete,
 * which gives growth once, whichever of them came last.
 */
@Injectable()
export class MemberProfiles {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly text: TextCheck,
    private readonly growth: Growth,
    phones: PhoneListeners,
  ) {
    phones.add(async (tx, { shopperId }) => {
      const member = await this.growth.lock(tx, shopperId);
      await this.reward(tx, shopperId, member);
    });
  }

  /** Replaces name and birthday. @throws Refusal TEXT_REJECTED */
  async replace(
    { shopperId, openid }: ShopperSession,
    profile: MemberProfile,
  ): Promise<MemberProfile> {
    await this.text.accept(openid, profile.nickname ?? '');
    await inTransaction(this.db, async (tx) => {
      await this.growth.lock(tx, shopperId);
      await setProfile(tx, shopperId, profile);
      await this.reward(tx, shopperId, profile);
    });
    return profile;
  }

  /** Behind the member's lock: of two parts that come at once, the second sees the first. */
  private async reward(tx: Tx, shopperId: string, profile: MemberProfile): Promise<void> {
    if (!profile.nickname || !profile.birthday) return;
    const hasPhone = (await this.shoppers.maskedPhonesOf(tx, [shopperId])).has(shopperId);
    if (!hasPhone) return;
    const at = this.clock.now();
    await this.growth.grant(tx, { shopperId, source: 'profile', key: shopperId, at });
  }
}
