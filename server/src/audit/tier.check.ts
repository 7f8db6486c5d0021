import { grouped, tierAt, type GrowthAt, type Ladder } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { DEFAULT_RULES } from '../membership/rules/default-rules.js';
import { rows } from '../platform/transaction.js';
import type { BrokenRow, RuleCheck } from './check.js';

type Db = Pick<EntityManager, 'query'>;

const BATCH = 1_000;
/** More of them say nothing that these do not. */
const BROKEN_MAX = 1_000;

interface Held {
  shopperId: string;
  tier: string;
  tierSince: Date;
  tierUntil: Date | null;
  ladderVersion: number;
  joinedAt: Date;
}
interface InForce {
  ladder: Ladder;
  version: number;
  /** Whether members are still being brought to it. */
  isArriving: boolean;
}

/** What a member's row says is a cache of the fold of their growth (ADR 0018): folded again. */
export const tierCheck: RuleCheck = {
  name: 'a member has the tier that all their growth makes',
  find: async (db, now) => {
    const rules = await rulesInForce(db);
    const broken: BrokenRow[] = [];
    for (let after = ''; broken.length < BROKEN_MAX;) {
      const members = await membersAfter(db, after);
      const growth = await growthOf(db, members);
      for (const member of members) {
        const row = brokenBy(member, growth.get(member.shopperId) ?? [], rules, now);
        if (row) broken.push(row);
      }
      const last = members.at(-1);
      if (!last || members.length < BATCH) return broken;
      after = last.shopperId;
    }
    return broken;
  },
};

/** As of now, or of the last moment of a period whose review is still to come. */
function brokenBy(
  member: Held,
  events: readonly GrowthAt[],
  { ladder, version, isArriving }: InForce,
  now: Date,
): BrokenRow | null {
  const { shopperId: id, tier, tierSince, tierUntil, ladderVersion, joinedAt } = member;
  if (ladderVersion !== version) return isArriving ? null : { id, tier, ladderVersion };
  const isOver = tierUntil !== null && tierUntil <= now;
  const asOf = isOver ? new Date(tierUntil.getTime() - 1) : now;
  const { step, since, until } = tierAt(events, ladder, joinedAt, asOf);
  const made = { tier: ladder.tiers[step]?.id, since, until };
  const kept = { tier, since: tierSince, until: tierUntil };
  return JSON.stringify(made) === JSON.stringify(kept) ? null : { id, kept, made };
}

async function rulesInForce(db: Db): Promise<InForce> {
  const [row] = await rows<{ rules: string | Ladder; version: number }>(
    db,
    'SELECT rules, ladder_version AS version FROM membership_rules',
  );
  const running = await rows(
    db,
    `SELECT id FROM ladder_run WHERE kind = 'application' AND state = 'running' LIMIT 1`,
  );
  const isArriving = running.length > 0;
  if (!row) return { ladder: DEFAULT_RULES, version: 0, isArriving };
  const ladder = typeof row.rules === 'string' ? (JSON.parse(row.rules) as Ladder) : row.rules;
  return { ladder, version: row.version, isArriving };
}

function membersAfter(db: Db, shopperId: string): Promise<Held[]> {
  return rows<Held>(
    db,
    `SELECT shopper_id AS shopperId, tier, tier_since AS tierSince, tier_until AS tierUntil,
       ladder_version AS ladderVersion, joined_at AS joinedAt
     FROM member WHERE shopper_id > ? ORDER BY shopper_id LIMIT ?`,
    [shopperId, BATCH],
  );
}

async function growthOf(db: Db, members: readonly Held[]): Promise<Map<string, GrowthAt[]>> {
  if (members.length === 0) return new Map();
  const found = await rows<GrowthAt & { shopperId: string }>(
    db,
    `SELECT shopper_id AS shopperId, at, growth FROM growth_event WHERE shopper_id IN (?)
     ORDER BY shopper_id, at`,
    [members.map(({ shopperId }) => shopperId)],
  );
  return grouped(found, ({ shopperId }) => shopperId);
}
