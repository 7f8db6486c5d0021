import type { Migration } from './migration.js';

/** Since when a visit is somebody's: a link counts from then, however late that is decided. */
export const visitsKnown: Migration = {
  name: '0041-visits-known',
  statements: [
    'ALTER TABLE visit ADD COLUMN known_at DATETIME(3) NULL',
    "UPDATE visit SET known_at = visited_at WHERE state = 'known'",
    `ALTER TABLE visit ADD CONSTRAINT visit_known
       CHECK (state <> 'known' OR known_at IS NOT NULL)`,
  ],
};
