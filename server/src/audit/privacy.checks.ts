import type { Check } from './check.js';

/** Whoever had their account deleted is forgotten, and whoever asked for their data has it made. */
export const privacyChecks: readonly Check[] = [
  {
    name: 'a deleted account says nothing of who it was',
    sql: `SELECT id, deleted_at AS deletedAt FROM shopper WHERE deleted_at IS NOT NULL
      AND (openid <> CONCAT('deleted-', id) OR unionid IS NOT NULL OR phone IS NOT NULL
        OR EXISTS (SELECT 1 FROM address WHERE address.shopper_id = shopper.id)
        OR EXISTS (SELECT 1 FROM picture WHERE picture.owner_shopper_id = shopper.id)
        OR EXISTS (SELECT 1 FROM orders WHERE orders.shopper_id = shopper.id
          AND JSON_VALUE(orders.address, '$.recipient') <> '已注销顾客'))`,
  },
  {
    name: 'no deleted shopper holds principal',
    sql: `SELECT shopper.id, balance.account, balance.balance FROM shopper
      JOIN ledger_balance AS balance ON balance.shopper_id = shopper.id
        AND balance.account IN ('wallet.principal', 'wallet.principal-held')
      WHERE shopper.deleted_at IS NOT NULL AND balance.balance <> 0`,
  },
  {
    name: 'no file of personal data is waited for without a job that makes it',
    sql: `SELECT personal_export.id FROM personal_export LEFT JOIN due_job
        ON due_job.kind = 'personal-export' AND due_job.dedupe = personal_export.id
        AND due_job.dead = 0
      WHERE personal_export.state = 'waiting' AND due_job.id IS NULL`,
  },
];
