import type { KindReport } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type TeamCounts = Omit<Extract<KindReport, { kind: 'group-buy' }>, 'kind'>;

const NONE: TeamCounts = { teams: 0, forming: 0, succeeded: 0, failed: 0, completedBySystem: 0 };

/** A campaign's teams by what became of them; one that nobody has paid in is none. */
export async function teamCounts(
  db: Pick<EntityManager, 'query'>,
  campaignId: string,
): Promise<TeamCounts> {
  const [found] = await rows<TeamCounts>(
    db,
    `SELECT COUNT(*) AS teams, COALESCE(SUM(state = 'forming'), 0) AS forming,
       COALESCE(SUM(state = 'succeeded'), 0) AS succeeded,
       COALESCE(SUM(state = 'failed'), 0) AS failed,
       COALESCE(SUM(completed_by_system), 0) AS completedBySystem
     FROM team WHERE campaign_id = ? AND EXISTS (
       SELECT 1 FROM team_seat WHERE team_id = team.id AND paid_at IS NOT NULL)`,
    [campaignId],
  );
  return found ?? NONE;
}
