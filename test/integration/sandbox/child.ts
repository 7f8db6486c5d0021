import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformFile } from '@swc/core';

import type { Credentials } from '../../../server/sandbox/keys/credentials.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCE = join(ROOT, 'server/sandbox');
/** Below node_modules, where the built files find their packages and nothing else finds them. */
const BUILT = join(ROOT, 'node_modules/.cache/siyu-sandbox');

/** Builds the sandbox of this very checkout, so that the test never runs yesterday's build. */
export async function buildSandbox(): Promise<string> {
  const entries = await readdir(SOURCE, { recursive: true });
  const sources = entries.filter((entry) => entry.endsWith('.ts'));
  await Promise.all(sources.map(buildFile));
  await writeFile(join(BUILT, 'package.json'), '{"type":"module"}');
  return join(BUILT, 'main.js');
}

async function buildFile(source: string): Promise<void> {
  const { code } = await transformFile(join(SOURCE, source), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  const target = join(BUILT, source.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
}

export interface SandboxProcess {
  readonly url: string;
  readonly credentials: Credentials;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Starts it as a process; `blocksMax` is a disk that is full when a file has 512-byte blocks so. */
export async function spawnSandbox(
  main: string,
  dir: string,
  blocksMax: number | 'unlimited' = 'unlimited',
): Promise<SandboxProcess> {
  const env = { ...process.env, SANDBOX_DIR: dir, SANDBOX_PORT: '0' };
  // A shell that ignores SIGXFSZ leaves its child the error, EFBIG, in the place of the signal.
  const script = `trap '' XFSZ; ulimit -f ${blocksMax}; exec "$0" "$1"`;
  const command = ['-c', script, process.execPath, main];
  const child = spawn('/bin/sh', command, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await saidUrl(child);
  const credentials = JSON.parse(await readFile(join(dir, 'credentials.json'), 'utf8'));
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url, credentials, kill };
}

async function saidUrl(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /listening on (\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the sandbox ended and said only: ${said} (${relative(ROOT, BUILT)})`);
}
