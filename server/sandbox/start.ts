import { join } from 'node:path';

import { sandboxApp } from './app.js';
import { systemClock, type SandboxClock } from './clock.js';
import { lockFolder } from './durable/folder-lock.js';
import { Journal } from './durable/journal.js';
import { openKeyMaterial, type Credentials } from './keys/credentials.js';
import { Keyring } from './keys/keyring.js';
import { Notifier } from './notify/notifier.js';
import { SwitchBoard } from './switches.js';
import { openTables } from './tables.js';
import type { World } from './world.js';

export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Where keys and journal live; made when it is not there. A second sandbox there is refused. */
  readonly dir: string;
  readonly clock?: SandboxClock;
  /** A loopback address. */
  readonly host?: string;
}

export interface Sandbox {
  readonly url: string;
  /** What the folder's `credentials.json` says. */
  readonly credentials: Credentials;
  close(): Promise<void>;
}

const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost'];

/** Starts a stand-in for WeChat. Throws for any address that others could reach. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, dir, clock = systemClock, host = '127.0.0.1' } = options;
  if (!LOOPBACK_HOSTS.includes(host)) {
    throw new Error(`The WeChat sandbox listens on loopback only, not on ${host}.`);
  }
  const lock = await lockFolder(dir);
  try {
    return await opened(await openWorld(dir, clock), port, host, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function opened(
  world: World,
  port: number,
  host: string,
  release: () => Promise<void>,
): Promise<Sandbox> {
  const app = sandboxApp(world);
  const url = await app.listen({ port, host });
  world.notifier.resume();
  const close = async () => {
    await app.close();
    await world.notifier.close();
    await world.journal.close();
    await release();
  };
  return { url, credentials: world.credentials, close };
}

async function openWorld(dir: string, clock: SandboxClock): Promise<World> {
  const journal = new Journal(join(dir, 'journal.jsonl'));
  const tables = await openTables(journal);
  const keyMaterial = await openKeyMaterial(dir, clock.nowMs());
  const world: Omit<World, 'notifier'> = {
    dir,
    clock,
    journal,
    tables,
    board: new SwitchBoard(tables.switches),
    credentials: keyMaterial.credentials,
    keys: new Keyring(keyMaterial),
  };
  return Object.assign(world, { notifier: new Notifier(world) });
}
