import type { Migration } from './migration.js';

/** `asked` counts how often a job was queued, so that a run ends only what it was begun for. */
export const queuedAgain: Migration = {
  name: '0007-queued-again',
  statements: ['ALTER TABLE due_job ADD COLUMN asked INT NOT NULL DEFAULT 1'],
};
