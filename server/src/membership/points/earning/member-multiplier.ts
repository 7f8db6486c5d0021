import { Injectable } from '@nestjs/common';
import { multiplierOf, ONCE_BPS } from '@siyu/shared';
import type { Tx } from '../../../platform/transaction.js';
import { MemberBenefits } from '../../benefits/member-benefits.service.js';

/** By how much a member's tier or plan multiplies points. */
@Injectable()
export class MemberMultiplier {
  constructor(private readonly benefits: MemberBenefits) {}

  /** In basis points; 10,000 for not at all, which costs no statement where nobody has one. */
  async of(tx: Tx, shopperId: string, at: Date): Promise<number> {
    if (!(await this.benefits.areOffered(tx, ['points-multiplier']))) return ONCE_BPS;
    return multiplierOf(await this.benefits.of(tx, shopperId, at), 'points-multiplier');
  }
}
