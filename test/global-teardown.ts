import { rmSync } from 'node:fs';
import type { PrivateDatabase } from '../server/src/platform/private-database.js';

export default async function tearDown(): Promise<void> {
  const { siyuTestDatabase } = globalThis as unknown as { siyuTestDatabase: PrivateDatabase };
  await siyuTestDatabase.stop();
  rmSync(process.env['SIYU_TEST_DIR'] as string, { recursive: true, force: true });
}
