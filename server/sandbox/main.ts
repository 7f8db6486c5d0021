import { startSandbox } from './start.js';

/** The sandbox as a process of its own: `SANDBOX_PORT` (0 for a free one) and `SANDBOX_DIR`. */
async function main(): Promise<void> {
  const port = Number(process.env['SANDBOX_PORT'] ?? '0');
  const dir = process.env['SANDBOX_DIR'];
  const host = process.env['SANDBOX_HOST'] ?? '127.0.0.1';
  if (!dir || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('Set SANDBOX_DIR to a folder and SANDBOX_PORT to a port (0 for a free one).');
  }
  const sandbox = await startSandbox({ port, dir, host });
  // Who started it as a child is told by a message, and says what is to be said.
  if (!process.send) process.stdout.write(`sandbox listening on ${sandbox.url}\n`);
  const stop = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  process.send?.({ ready: sandbox.url });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
