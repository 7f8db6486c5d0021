import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  POINTS_ENTRY_KINDS,
  type Page,
  type PageQuery,
  type PointBalances,
  type PointsEntryKind,
  type PointsLine,
  type PointsView,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Ledger } from '../../ledger/ledger.service.js';
import type { StatementLine } from '../../ledger/statement-line.js';
import { Clock } from '../../platform/clock.js';
import { MemberPartsRegistry } from '../members/member-parts.js';
import { nextExpiry } from './lots/point-lot.store.js';
import { PointsRules } from './points-rules.js';

const ACCOUNTS = ['points.active', 'points.pending'] as const;

/** What a shopper, or an operator who looks at one, reads of points. */
@Injectable()
export class PointsPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly rules: PointsRules,
    members: MemberPartsRegistry,
  ) {
    members.add(async (shopperId) => ({ points: await this.balances(shopperId) }));
  }

  /** Balances, what lapses next, and the rules. */
  async view(shopperId: string): Promise<PointsView> {
    const [balances, next, settings] = await Promise.all([
      this.balances(shopperId),
      nextExpiry(this.db.manager, shopperId, this.clock.now()),
      this.rules.current(),
    ]);
    const { isOn, redeem, expiryMonths, earn } = settings;
    return {
      ...balances,
      expiring: next && { points: next.points, at: next.at.toISOString() },
      rules: { isOn, redeem, expiryMonths, earnPointsPerYuan: earn.pointsPerYuan },
    };
  }

  async balances(
    shopperId: string,
    db: Pick<EntityManager, 'query'> = this.db.manager,
  ): Promise<PointBalances> {
    const all = await this.ledger.balances(shopperId, db);
    return {
      active: all['points.active'],
      pending: all['points.pending'],
      held: all['points.held'],
    };
  }

  /** What happened to a shopper's points, newest first. */
  async history(shopperId: string, query: PageQuery): Promise<Page<PointsLine>> {
    const { items, nextCursor } = await this.ledger.statement(shopperId, ACCOUNTS, query);
    return { items: items.map(lineOf), nextCursor };
  }
}

/** What becomes active is told as that: that it is no longer pending goes without saying. */
function lineOf({ entryId, kind, reference, at, moves }: StatementLine): PointsLine {
  const balance = moves['points.active'] ? 'active' : 'pending';
  const { amount = 0, balanceAfter = 0 } = moves[`points.${balance}`] ?? {};
  return {
    ...{ id: entryId, kind: kindOf(kind), points: amount, balance, balanceAfter },
    orderId: reference.kind === 'order' ? reference.id : null,
    at: at.toISOString(),
  };
}

function kindOf(kind: string): PointsEntryKind {
  const known = POINTS_ENTRY_KINDS.find((one) => one === kind);
  assert(known, `no kind of points entry: ${kind}`);
  return known;
}
