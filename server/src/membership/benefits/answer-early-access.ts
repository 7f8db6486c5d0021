import { Injectable } from '@nestjs/common';
import { ofKind } from '@siyu/shared';
import { EarlyAccess } from '../../promotions/flash-sale/early-access.js';
import { MemberBenefits } from './member-benefits.service.js';

/** Answers flash sales, which know no members, about who is let in early. */
@Injectable()
export class AnswerEarlyAccess {
  constructor(early: EarlyAccess, benefits: MemberBenefits) {
    early.register({
      offered: async (db) => {
        const origins = await benefits.offeredFrom(db);
        return origins.flatMap(({ from, benefits: all }) =>
          all.flatMap((one) =>
            one.kind === 'early-access' ? [{ from, minutes: one.minutes }] : [],
          ),
        );
      },
      minutesOf: async (db, shopperId, now) => {
        const [held] = ofKind(await benefits.of(db, shopperId, now), 'early-access');
        return held?.minutes ?? 0;
      },
    });
  }
}
