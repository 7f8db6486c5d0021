import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const MARIADB = { binary: 'mariadbd', package: 'mariadb-server-core' };
/** A part of `mariadb-install-db` that Debian keeps with the client, without depending on it. */
const MARIADB_LAYOUT = { binary: 'my_print_defaults', package: 'mariadb-client-core' };
/** Backs up and restores, as `docs/operate.md` says. */
const DUMP = { binary: 'mariadb-dump', package: 'mariadb-client' };
const CHROMIUM = { binary: 'chromium', package: 'chromium' };
const CHINESE = { file: '/usr/share/fonts/opentype/noto', package: 'fonts-noto-cjk' };

/** What `npm start` needs of Debian, and what the tests need besides. */
export const FOR_START = [MARIADB, MARIADB_LAYOUT];
export const FOR_TESTS = [...FOR_START, DUMP, CHROMIUM, CHINESE];

/** Whether a program or font is there; /usr/sbin is often left out of an ordinary PATH. */
function present({ binary, file }) {
  if (file) return existsSync(file);
  const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/bin'];
  return places.some((place) => existsSync(`${place}/${binary}`));
}

/**
 * Installs what is missing, as root or with a sudo that asks nothing; otherwise prints the one
 * line that does and ends the process.
 */
export function ensureDebianPackages(needed, say) {
  const missing = needed.filter((one) => !present(one)).map((one) => one.package);
  if (missing.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  const prefix = privilege();
  if (prefix === null) {
    say(`Missing: ${missing.join(', ')}. Run this once, then start again:`);
    say(`  sudo apt-get update && sudo ${install.join(' ')}`);
    process.exit(1);
  }
  say(`installing ${missing.join(', ')} …`);
  for (const command of [['apt-get', 'update', '-qq'], install]) run([...prefix, ...command]);
}

function privilege() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo'] : null;
}

function run([program, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync(program, args, { env, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? result.error}\n`);
  process.exit(1);
}
