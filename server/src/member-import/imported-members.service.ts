import { Inject, Injectable } from '@nestjs/common';
import type { ImportedMember, ImportedQuery, Page } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { MemberPartsRegistry } from '../membership/members/member-parts.js';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { maskPhone } from '../platform/mask.js';
import { pageOf, shownPage } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { ClaimImported } from './claim-imported.service.js';
import {
  claimedBy,
  importedWhere,
  lockImported,
  type ImportedRow,
} from './imported-member.store.js';

/** Imported members in an operator’s hands. */
@Injectable()
export class ImportedMembers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly claims: ClaimImported,
    private readonly audit: AuditTrail,
    members: MemberPartsRegistry,
  ) {
    members.add(async (shopperId) => ({ imported: await claimedBy(this.db.manager, shopperId) }));
  }

  /** The newest first. */
  async list({ state, cursor, limit }: ImportedQuery): Promise<Page<ImportedMember>> {
    const conditions = [['state = ?', state] as const, ['id < ?', cursor] as const];
    const found = await importedWhere(this.db.manager, conditions, limit + 1);
    return shownPage(pageOf(found, limit), shown);
  }

  /**
   * An operator says whose an imported member is; what both hold is then added up.
   * @throws Refusal NOT_FOUND, MEMBER_NOT_FOUND, CONFLICT when somebody has it already
   */
  async claim(operator: OperatorSession, id: string, shopperId: string): Promise<ImportedMember> {
    return inTransaction(this.db, async (tx) => {
      const imported = await lockImported(tx, id);
      if (!imported) throw new Refusal('NOT_FOUND');
      if (imported.state === 'claimed') {
        if (imported.shopperId === shopperId) return shown(imported);
        throw new Refusal('CONFLICT');
      }
      await this.claims.give(tx, imported, shopperId);
      await this.audit.record(tx, {
        ...{ operator, action: 'member.claim-imported' },
        ...{ subjectKind: 'shopper', subjectId: shopperId },
        ...{ before: null, after: { memberNumber: imported.memberNumber } },
      });
      return shown({ ...imported, state: 'claimed', shopperId });
    });
  }
}

function shown({ id, memberNumber, phone, state, shopperId, carried }: ImportedRow) {
  const { growth, tier, points, principalFen, bonusFen } = carried;
  return {
    ...{ id, memberNumber, phoneMasked: maskPhone(phone), state, shopperId },
    ...{ growth, tier, points, principalFen, bonusFen },
  };
}
