import { Injectable } from '@nestjs/common';
import { ofKind, ONCE_BPS } from '@siyu/shared';
import { PointsMultipliers } from '../points/points-multipliers.js';
import { MemberBenefits } from './member-benefits.service.js';

/** Answers points by how much a member's benefits multiply them. */
@Injectable()
export class AnswerPointsMultiplier {
  constructor(multipliers: PointsMultipliers, benefits: MemberBenefits) {
    multipliers.register(async (tx, shopperId, at) => {
      if (!(await benefits.areOffered(tx, ['points-multiplier']))) return ONCE_BPS;
      const held = ofKind(await benefits.of(tx, shopperId, at), 'points-multiplier');
      return Math.max(ONCE_BPS, ...held.map((one) => one.multiplierBps));
    });
  }
}
