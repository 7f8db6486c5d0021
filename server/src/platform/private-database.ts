import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

/** The embedded default: a child `mariadbd`, reached by unix socket only, with its data here. */
export interface PrivateDatabase {
  socketPath: string;
  /** Ends the server and waits until its data is whole on disk. */
  stop(): Promise<void>;
}

const SOCKET_PATH_MAX = 107;
const START_TRIES = 300;
const TRY_EVERY_MS = 100;

/**
 * Starts the private database, or shares the one a living process already runs on this directory
 * (the audit beside a running shop). A watchdog shell holds a pipe to this process and ends the database when the pipe
 * closes, so a `kill -9` of the server leaves no orphan.
 */
export async function startPrivateDatabase(directory: string): Promise<PrivateDatabase> {
  const root = resolve(directory);
  const data = join(root, 'mariadb');
  const socketPath = join(root, 'db.sock');
  if (socketPath.length > SOCKET_PATH_MAX) {
    throw new Error(
      `SIYU_DIR is too deep: a socket path has at most ${SOCKET_PATH_MAX} characters`,
    );
  }
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const owner = join(root, 'db.owner');
  if (ownerLives(owner) && (await tryConnect(socketPath))) {
    return { socketPath, stop: async () => undefined };
  }
  while (await tryConnect(socketPath)) await wait(TRY_EVERY_MS);
  if (!existsSync(join(data, 'mysql'))) await install(data);
  writeFileSync(owner, String(process.pid));
  const child = launch(data, socketPath);
  await untilReady(child, socketPath);
  return { socketPath, stop: () => stop(child) };
}

/** Whether the process that started the database is still there; if not, its watchdog ends it. */
function ownerLives(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** Where Debian puts the server; PATH of an ordinary user often leaves /usr/sbin out. */
export function mariadbBinary(name: 'mariadbd' | 'mariadb-install-db'): string {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/bin'];
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`${name} is missing: apt-get install mariadb-server-core`);
  return found;
}

async function install(data: string): Promise<void> {
  const child = spawn(
    mariadbBinary('mariadb-install-db'),
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot(),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const code = await new Promise((done) => child.on('exit', done));
  if (code !== 0) throw new Error(`mariadb-install-db failed: ${complaint}`);
}

/** The temporary folder is its own: a starting mariadbd clears away what it finds in `/tmp`. */
function launch(data: string, socketPath: string): ChildProcess {
  const temporary = join(data, '..', 'tmp');
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const command = [
    mariadbBinary('mariadbd'),
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socketPath}`,
    `--tmpdir=${temporary}`,
    '--skip-networking',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=256M',
    '--innodb-log-file-size=128M',
    '--max-connections=200',
    '--default-time-zone=+00:00',
    '--transaction-isolation=READ-COMMITTED',
    ...asRoot(),
  ];
  const watchdog = '"$@" >"$0" 2>&1 & server=$!; (cat >/dev/null; kill $server) & wait $server';
  return spawn(
    '/bin/sh',
    ['-c', `exec 3<&0; ${watchdog.replace('cat', 'cat <&3')}`, join(data, 'error.log'), ...command],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
}

async function untilReady(child: ChildProcess, socketPath: string): Promise<void> {
  for (let tries = 0; tries < START_TRIES; tries++) {
    if (child.exitCode !== null)
      throw new Error('mariadbd ended at once: see error.log in its data');
    if (await tryConnect(socketPath)) return;
    await wait(TRY_EVERY_MS);
  }
  throw new Error('mariadbd did not answer within 30 seconds');
}

async function tryConnect(socketPath: string): Promise<boolean> {
  try {
    const connection = await createConnection({ socketPath, user: 'root' });
    await connection.query('CREATE DATABASE IF NOT EXISTS siyu');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.stdin?.end();
  await ended;
}

function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
