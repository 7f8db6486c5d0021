import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const NEVER_BY_PORT = ['--skip-networking', '--skip-log-bin'];
/** Every commit is on disk before it is answered. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1'];
const SIZES = [
  '--innodb-buffer-pool-size=256M',
  '--innodb-log-file-size=128M',
  '--max-connections=200',
];
const CONVENTIONS = [
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
  '--default-time-zone=+00:00',
  '--transaction-isolation=READ-COMMITTED',
];
/**
 * Runs the server, and ends it when the pipe on descriptor 3 closes: that happens when our process
 * goes, however it goes. `read` is the shell's own, so the watcher is one process, ended last.
 */
const WATCHDOG = `exec 3<&0
"$@" >>"$0" 2>&1 & server=$!
(read -r _ <&3; kill $server) & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null
exit $code`;

/** Where Debian puts the server; PATH of an ordinary user often leaves /usr/sbin out. */
export function mariadbBinary(name: 'mariadbd' | 'mariadb-install-db'): string {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/bin'];
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (!found)
    throw new Error(`${name} is missing: apt-get install mariadb-server-core mariadb-client-core`);
  return found;
}

/**
 * Lays out an empty database in a folder that has none: beside it first, so that one that was
 * interrupted is never taken for a whole one.
 */
export async function installDatabase(data: string): Promise<void> {
  if (existsSync(join(data, 'mysql'))) return;
  const [parent, unfinished] = [dirname(data), `${basename(data)}.unfinished-`];
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const folder = () => mkdtempSync(join(parent, unfinished));
  const [fresh, temporary] = [folder(), folder()];
  await layOut(fresh, temporary);
  renameSync(fresh, data);
  // Only now: who was interrupted may have left a process that wrote there still.
  for (const name of readdirSync(parent).filter((one) => one.startsWith(unfinished))) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** The temporary folder is its own: another server that starts clears away what is in `/tmp`. */
async function layOut(data: string, temporary: string): Promise<void> {
  const child = spawn(
    mariadbBinary('mariadb-install-db'),
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      // Nobody reaches it by a host's name, so that it need not be known what this one is called.
      '--force',
      ...asRoot(),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: temporary } },
  );
  // What is wrong it tells stdout.
  let complaint = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  }
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`mariadb-install-db failed: ${complaint}`);
}

/**
 * Starts a server that lives as long as this process and its pipe (`stdin` of the child); closing
 * the pipe stops it in order. The temporary folder is its own: a starting mariadbd clears away what
 * it finds in `/tmp`.
 */
export function launchMariadbd(data: string, socketPath: string): ChildProcess {
  const temporary = join(data, '..', 'tmp');
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const command = [
    mariadbBinary('mariadbd'),
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socketPath}`,
    `--tmpdir=${temporary}`,
    `--pid-file=${join(data, 'mariadbd.pid')}`,
    ...NEVER_BY_PORT,
    ...DURABLE,
    ...SIZES,
    ...CONVENTIONS,
    ...asRoot(),
  ];
  return spawn('/bin/sh', ['-c', WATCHDOG, join(data, 'error.log'), ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
}

/** Whether a server answers there; makes the shop's schema when it is missing. */
export async function answers(socketPath: string): Promise<boolean> {
  try {
    const connection = await createConnection({ socketPath, user: 'root' });
    await connection.query('CREATE DATABASE IF NOT EXISTS siyu');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
