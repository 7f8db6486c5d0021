import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * Keeps a second process off the folder, whose journal it would replace under the first one's
 * hands. The lock is an abstract Unix socket: the kernel drops it with its process, so that a
 * killed one leaves nothing to clean up. Linux only; elsewhere there is no lock.
 */
export async function lockFolder(dir: string): Promise<{ release(): Promise<void> }> {
  if (process.platform !== 'linux') return { release: () => Promise.resolve() };
  await mkdir(dir, { recursive: true });
  const name = createHash('sha256')
    .update(await realpath(dir))
    .digest('hex')
    .slice(0, 40);
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new Error(`Another sandbox is at work in ${dir}.`)));
    server.listen(`\0siyu-sandbox-${name}`, resolve);
  });
  return { release: () => new Promise((resolve) => void server.close(() => resolve())) };
}
