import { rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

const ANSWER_WITHIN_MS = 2_000;
const SOCKET_PATH_BYTES_MAX = 107;

/** Why sockets cannot be made in this folder, or null: Linux keeps 107 bytes of their path. */
export function refusalOfFolder(folder) {
  const isTooDeep = Buffer.byteLength(join(folder, 'up.sock')) > SOCKET_PATH_BYTES_MAX;
  return isTooDeep ? `SIYU_DIR is too deep for the sockets in it: ${folder}` : null;
}

/**
 * Keeps the shop's folder to this process while it lives; whoever comes second hears `words`. A
 * socket holds it, so that nothing is left to clean up after one that was killed.
 * @returns null, or the words of the process that has it: '' when that is too busy to answer
 */
export async function claim(folder, words) {
  const socketPath = join(folder, 'up.sock');
  const taken = await wordsOf(socketPath);
  if (taken !== null) return taken;
  rmSync(socketPath, { force: true });
  const server = createServer((asker) => asker.on('error', () => undefined).end(words));
  await new Promise((done, fail) => server.once('error', fail).listen(socketPath, done));
  server.unref();
  return null;
}

function wordsOf(socketPath) {
  return new Promise((done) => {
    let words = '';
    const asked = createConnection(socketPath);
    asked.setTimeout(ANSWER_WITHIN_MS, () => asked.destroy());
    asked.on('data', (part) => (words += part));
    asked.on('close', (hasFailed) => done(hasFailed ? null : words));
    asked.on('error', () => undefined);
  });
}

/** Why these ports cannot be listened on, by the variables that name them; null when they can. */
export async function refusalOfPorts(ports) {
  const held = [];
  try {
    for (const [variable, port] of Object.entries(ports)) {
      const isPort = /^\d+$/.test(port) && port >= 1 && port <= 65_535;
      if (!isPort) return `${variable}=${port} is no port: 1 to 65535.`;
      const server = createServer();
      held.push(server);
      const code = await new Promise((done) => {
        server.once('error', (error) => done(error.code)).listen(Number(port), () => done(null));
      });
      if (code === 'EADDRINUSE') {
        return `Port ${port} is taken: ${variable}=… npm start takes another.`;
      }
      if (code)
        return `Port ${port} cannot be had (${code}): ${variable}=… npm start takes another.`;
    }
    return null;
  } finally {
    await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  }
}
