import type { Check } from './check.js';

/** What is on record of a segment says who is in it. */
export const segmentChecks: readonly Check[] = [
  {
    name: 'who entered a segment last is in it, and who left it last is not',
    sql: `SELECT segment_id, shopper_id FROM segment_change AS latest
      JOIN segment ON segment.id = segment_id
      WHERE NOT EXISTS (SELECT 1 FROM segment_change AS later
          WHERE later.shopper_id = latest.shopper_id AND later.segment_id = latest.segment_id
            AND later.number > latest.number)
        AND (\`change\` = 'entered') <> EXISTS (SELECT 1 FROM segment_member AS held
          WHERE held.segment_id = latest.segment_id AND held.shopper_id = latest.shopper_id)`,
  },
];
