import type { DataSource } from 'typeorm';
import type { ToolConfig } from '../platform/config.js';
import { databasePlace, openDataSource } from '../platform/data-source.js';
import { startPrivateDatabase } from '../platform/private-database.js';

/** A command's own way to the shop's rows, beside a running server or without one. */
export interface ToolDatabase {
  db: DataSource;
  /** Ends the connections, and the private database if it was started for this. */
  close(): Promise<void>;
}

/** Whether the shop's database is the private one, in `SIYU_DIR`. */
export function isPrivate(config: ToolConfig): boolean {
  return !config.DATABASE_URL && !config.DATABASE_SOCKET;
}

/** The database of the environment, or the private one: beside its server, or started for this. */
export async function openToolDatabase(config: ToolConfig, pool: number): Promise<ToolDatabase> {
  const own = isPrivate(config) ? await startPrivateDatabase(config.SIYU_DIR) : null;
  try {
    const db = await openDataSource(databasePlace(config, own?.socketPath ?? null), pool);
    return {
      db,
      close: async () => {
        await db.destroy();
        await own?.stop();
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}
