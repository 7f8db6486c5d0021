import type { Migration } from './migration.js';

/** What the command line writes is in the log too: without an operator. */
export const auditOfCommands: Migration = {
  name: '0012-audit-of-commands',
  statements: [
    `ALTER TABLE audit_log
       MODIFY operator_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL`,
  ],
};
