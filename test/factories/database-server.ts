import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDatabase, mariadbBinary } from '../../server/src/platform/mariadbd.js';
import { asRunning, freePort } from './shop-process.js';
import { until } from './until.js';

/** A MariaDB that is nobody's private one: reached by port, with what a package leaves it set to. */
export interface DatabaseServer {
  /** The address of the schema `siyu`, for a user who may do what `docs/operate.md` asks for. */
  url: string;
  /** What the command line tools need to be its root. */
  asRoot: readonly string[];
  close: () => Promise<void>;
}

const GRANTS = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, REFERENCES';
const PASSWORD = 'p4ssw0rd';

export async function aDatabaseServer(): Promise<DatabaseServer> {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-mariadb-'));
  const [data, temporary] = [join(directory, 'data'), join(directory, 'tmp')];
  await installDatabase(data);
  mkdirSync(temporary);
  const socket = join(directory, 'db.sock');
  const port = await freePort();
  const words = [`--datadir=${data}`, `--socket=${socket}`, `--tmpdir=${temporary}`];
  const reach = [`--port=${port}`, '--bind-address=127.0.0.1'];
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const running = asRunning(
    spawn(mariadbBinary('mariadbd'), ['--no-defaults', ...words, ...reach, ...user]),
  );
  const asRoot = [`--socket=${socket}`, '--user=root'];
  const asked = (sql: string) => execFileSync('mariadb', [...asRoot, '-e', sql], { stdio: 'pipe' });
  await until('the database answers', () => Promise.resolve(asked('SELECT 1')));
  asked(`CREATE DATABASE siyu; CREATE USER 'siyu'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';
    GRANT ${GRANTS} ON siyu.* TO 'siyu'@'127.0.0.1'`);
  return {
    url: `mysql://siyu:${PASSWORD}@127.0.0.1:${port}/siyu`,
    asRoot,
    close: async () => {
      running.signal('SIGTERM');
      await running.ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
