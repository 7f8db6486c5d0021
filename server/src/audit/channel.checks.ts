import type { Check } from './check.js';

/** What channels are owed is said once, and their codes lead where they should. */
export const channelChecks: readonly Check[] = [
  {
    name: 'a channel’s statement is the sum of its lines',
    sql: `SELECT statement.id, total_fen FROM channel_settlement AS statement
      LEFT JOIN channel_settlement_line AS line ON line.settlement_id = statement.id
      GROUP BY statement.id HAVING total_fen <> COALESCE(SUM(amount_fen), 0)`,
  },
  {
    name: 'a channel’s statements follow one another, each with what the last one left',
    sql: `SELECT id, channel_id FROM (SELECT id, channel_id, from_day, carried_fen,
          LAG(until_day) OVER (PARTITION BY channel_id ORDER BY from_day) AS ended_on,
          LAG(carry_fen) OVER (PARTITION BY channel_id ORDER BY from_day) AS left_fen
        FROM channel_settlement) AS statement
      WHERE carried_fen <> COALESCE(left_fen, 0)
        OR ended_on IS NOT NULL AND DATEDIFF(from_day, ended_on) <> 1`,
  },
  {
    name: 'all statements of a day come to what the last of them said it is owed',
    sql: `SELECT channel_id, day FROM channel_settlement_line GROUP BY channel_id, day
      HAVING SUM(amount_fen) <> CAST(SUBSTRING_INDEX(
        GROUP_CONCAT(owed_fen ORDER BY settlement_id DESC), ',', 1) AS SIGNED)`,
  },
  {
    name: 'a channel’s code is its link, withdrawn while it is closed and not otherwise',
    sql: `SELECT channel.id, channel.code FROM channel
      LEFT JOIN share_link AS link ON link.code = channel.code AND owner_kind = 'channel'
        AND owner_id = channel.id AND page = landing_page
        AND target_id = COALESCE(landing_id, '') AND (withdrawn_at IS NULL) = (state = 'open')
      WHERE link.code IS NULL`,
  },
];
