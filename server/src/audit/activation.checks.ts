import type { Check } from './check.js';

/** An activation code gives one term, and no term is without what gave it. */
export const activationChecks: readonly Check[] = [
  {
    name: 'an activation code was used exactly where it began a term of its batch’s plan',
    sql: `SELECT batch.id, code.used_at, term.id AS term_id FROM activation_code AS code
        JOIN activation_batch AS batch ON batch.id = code.batch_id
        LEFT JOIN paid_term AS term ON term.source = 'code' AND term.source_id = code.code
          AND term.plan_id = batch.plan_id AND term.plan_version = batch.plan_version
        WHERE (code.used_at IS NOT NULL) <> (term.id IS NOT NULL)
      UNION ALL SELECT term.id, NULL, NULL FROM paid_term AS term
        LEFT JOIN activation_code AS code ON code.code = term.source_id
        WHERE term.source = 'code' AND code.code IS NULL`,
  },
  {
    name: 'activation codes are as many as their batch counts',
    sql: `SELECT batch.id, batch.printed, COUNT(code.code) AS codes FROM activation_batch AS batch
      LEFT JOIN activation_code AS code ON code.batch_id = batch.id
      GROUP BY batch.id, batch.printed HAVING batch.printed <> codes`,
  },
];
