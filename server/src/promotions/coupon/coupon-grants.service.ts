import { Inject, Injectable } from '@nestjs/common';
import {
  PHONE_PATTERN,
  type Grant,
  type GrantLine,
  type GrantRequest,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs.js';
import { maskPhone } from '../../platform/mask.js';
import { newId } from '../../platform/new-id.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { findCampaign } from '../campaigns/campaign.store.js';
import {
  findGrant,
  finishGrant,
  grantLines,
  insertGrant,
  settleLine,
  waitingLines,
  type GrantRow,
  type NewGrantLine,
} from './coupon-grant.store.js';
import { Coupons } from './coupons.service.js';

const JOB = 'coupon.grant';
const ATTEMPTS_MAX = 5;
const LINES_AT_ONCE = 50;

/** Coupons an operator gives to people by a list; a job works it off and reports on each line. */
@Injectable()
export class CouponGrants {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly shoppers: Shoppers,
    private readonly coupons: Coupons,
    private readonly jobs: Jobs,
  ) {
    jobs.register({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ grantId }: { grantId: string }) => this.workOff(grantId),
    });
  }

  /** Queues a grant; phone numbers are looked up now and kept masked. @throws CAMPAIGN_NOT_FOUND */
  async order(operator: OperatorSession, request: GrantRequest): Promise<Grant> {
    const createdAt = this.clock.now();
    const { campaignId, recipients } = request;
    const id = newId(createdAt);
    await inTransaction(this.db, async (tx) => {
      const campaign = await findCampaign(tx, campaignId);
      if (campaign?.input.kind !== 'coupon') throw new Refusal('CAMPAIGN_NOT_FOUND');
      const known = await this.shoppers.named(tx, recipients);
      const lines = recipients.map((one, at) => lineOf(one, at + 1, known.get(one) ?? null));
      await insertGrant(tx, { id, campaignId, createdAt }, lines);
      await this.jobs.add(tx, JOB, id, { grantId: id });
      await this.audit.record(tx, {
        ...{ operator, action: 'coupon-grant.order', subjectKind: 'coupon-grant', subjectId: id },
        ...{ before: null, after: { campaignId, recipients: recipients.length } },
      });
    });
    return this.show(id);
  }

  /** How far it is. @throws Refusal NOT_FOUND */
  async show(id: string): Promise<Grant> {
    return viewOf(await this.existing(id));
  }

  /** What became of each line. @throws Refusal NOT_FOUND */
  async lines(id: string, { cursor, limit }: PageQuery): Promise<Page<GrantLine>> {
    await this.existing(id);
    const after = Number(cursor ?? 0);
    if (!Number.isSafeInteger(after)) throw new Refusal('INVALID_INPUT');
    const found = await grantLines(this.db.manager, id, { after, limit: limit + 1 });
    return pageOf(found, limit, ({ line }) => String(line));
  }

  private async existing(id: string): Promise<GrantRow> {
    const found = await findGrant(this.db.manager, id);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** A line and its coupon are one transaction, by a key of its own: run again, it gives no more. */
  private async workOff(grantId: string): Promise<void> {
    const { campaignId } = await this.existing(grantId);
    for (;;) {
      const lines = await waitingLines(this.db.manager, grantId, LINES_AT_ONCE);
      if (lines.length === 0) break;
      for (const one of lines) await this.giveOne(grantId, campaignId, one);
    }
    await inTransaction(this.db, (tx) => finishGrant(tx, grantId, this.clock.now()));
  }

  private giveOne(
    grantId: string,
    campaignId: string,
    { line, shopperId }: NewGrantLine,
  ): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const key = `grant:${grantId}:${line}`;
      const outcome = shopperId
        ? await this.coupons.grant(tx, { campaignId, shopperId, key })
        : { refusal: 'NOT_FOUND' as const };
      await settleLine(tx, { grantId, line }, outcome);
    });
  }
}

function lineOf(recipient: string, line: number, shopperId: string | null): NewGrantLine {
  const isPhone = PHONE_PATTERN.test(recipient);
  return { line, recipient: isPhone ? maskPhone(recipient) : recipient, shopperId };
}

function viewOf({ createdAt, finishedAt, ...grant }: GrantRow): Grant {
  return {
    ...grant,
    finishedAt: finishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
