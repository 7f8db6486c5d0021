import './check-node.mjs';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');
const SWC = ['npx', 'swc', '--config-file', '../.swcrc', '-q', '-d', 'dist'];

/** Every product of the build: where its sources are, and how it is made. */
const TARGETS = {
  shared: {
    sources: ['shared/src'],
    cwd: 'shared',
    command: [...SWC, 'src', '--strip-leading-paths', '--ignore', '**/*.test.ts'],
  },
  server: {
    sources: ['server/src', 'server/sandbox'],
    cwd: 'server',
    command: [...SWC, 'src', 'sandbox'],
  },
  h5: {
    sources: ['miniapp/src', 'miniapp/config', 'shared/src', 'miniapp/package.json'],
    cwd: 'miniapp',
    command: ['npx', 'taro', 'build', '--type', 'h5', '--no-check'],
  },
  weapp: {
    sources: ['miniapp/src', 'miniapp/config', 'shared/src', 'miniapp/package.json'],
    cwd: 'miniapp',
    command: ['npx', 'taro', 'build', '--type', 'weapp', '--no-check'],
  },
};

/** Builds what has changed since it was last built; the sources' hash decides. */
export async function build(names, say) {
  for (const name of names) {
    const target = TARGETS[name];
    const hash = hashOf(target.sources);
    const stamp = join(ROOT, '.siyu', 'built', name);
    const output = join(ROOT, target.cwd, 'dist', name === 'h5' || name === 'weapp' ? name : '');
    if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
    say(`building ${name} …`);
    rmSync(output, { recursive: true, force: true });
    await run(target);
    if (!existsSync(output)) throw new Error(`${name}: the build left nothing in ${output}`);
    mkdirSync(join(ROOT, '.siyu', 'built'), { recursive: true });
    writeFileSync(stamp, hash);
  }
}

function run({ cwd, command: [program, ...args] }) {
  return new Promise((done, fail) => {
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(program, args, { cwd: join(ROOT, cwd), env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => (output += part));
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(output.slice(-4_000)))));
  });
}

function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, join(ROOT, source));
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  return hash.digest('hex');
}

function addTo(hash, path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    hash.update(readFileSync(path));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(entry.name);
    addTo(hash, join(path, entry.name));
  }
}

// Progress goes to stderr: what is built for may write a file to stdout.
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build(process.argv.slice(2), console.error);
}
