import { rmSync } from 'node:fs';

export default async function tearDown() {
  await globalThis.siyuTestDatabase.stop();
  rmSync(process.env.SIYU_TEST_DIR, { recursive: true, force: true });
}
