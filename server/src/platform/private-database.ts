import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { answers, installDatabase, launchMariadbd } from './mariadbd.js';

/** The embedded default: a child `mariadbd`, reached by unix socket only, with its data here. */
export interface PrivateDatabase {
  socketPath: string;
  /** Ends the server and waits until its data is whole on disk. */
  stop(): Promise<void>;
}

const SOCKET_PATH_BYTES_MAX = 107;
const START_TRIES = 300;
const TRY_EVERY_MS = 100;
const LOOK_EVERY_MS = 500;

/**
 * Starts the private database, or shares the one a living process already runs on this directory
 * (the audit beside a running shop). While this process lives the database does: it is started
 * again when it dies, and taken over when the process that ran it ends.
 */
export async function startPrivateDatabase(directory: string): Promise<PrivateDatabase> {
  const keeper = new Keeper(resolve(directory));
  await keeper.ensure();
  return { socketPath: keeper.socketPath, stop: () => keeper.stop() };
}

class Keeper {
  readonly socketPath: string;
  private readonly log = new Logger('database');
  private readonly data: string;
  private readonly owner: string;
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(root: string) {
    this.data = join(root, 'mariadb');
    this.owner = join(root, 'db.owner');
    this.socketPath = join(root, 'db.sock');
    if (Buffer.byteLength(this.socketPath) > SOCKET_PATH_BYTES_MAX) {
      throw new Error(
        `SIYU_DIR is too deep: a socket path has at most ${SOCKET_PATH_BYTES_MAX} bytes`,
      );
    }
    mkdirSync(root, { recursive: true, mode: 0o700 });
  }

  /** Resolves once a database answers, another process's or our own. */
  async ensure(): Promise<void> {
    for (let tries = 0; tries < START_TRIES && this.anotherOwnerLives(); tries++) {
      if (await answers(this.socketPath)) return this.lookAgain();
      await wait(TRY_EVERY_MS);
    }
    // One whose owner is gone is being ended by its watchdog.
    while (await answers(this.socketPath)) await wait(TRY_EVERY_MS);
    await installDatabase(this.data);
    if (this.stopped) return;
    writeFileSync(this.owner, String(process.pid));
    const child = launchMariadbd(this.data, this.socketPath);
    this.child = child;
    child.once('exit', () => this.startAgain(child));
    await untilReady(child, this.socketPath);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    if (!child || hasEnded(child)) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.stdin?.end();
    await ended;
  }

  /** Our own died under us. Closing its pipe ends what of it may be left. */
  private startAgain(child: ChildProcess): void {
    child.stdin?.destroy();
    if (this.stopped) return;
    this.log.error('alert: the private database ended by itself, starting it again');
    this.child = null;
    this.lookAgain();
  }

  private lookAgain(): void {
    if (this.stopped || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.ensure().catch((error: unknown) => {
        this.log.error(`the private database does not start: ${String(error)}`);
        if (this.child === null || hasEnded(this.child)) this.lookAgain();
      });
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  private anotherOwnerLives(): boolean {
    if (!existsSync(this.owner)) return false;
    const pid = Number(readFileSync(this.owner, 'utf8'));
    if (pid === process.pid) return false;
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }
}

async function untilReady(child: ChildProcess, socketPath: string): Promise<void> {
  for (let tries = 0; tries < START_TRIES; tries++) {
    if (hasEnded(child)) throw new Error('mariadbd ended at once: see error.log in its data');
    if (await answers(socketPath)) return;
    await wait(TRY_EVERY_MS);
  }
  throw new Error('mariadbd did not answer within 30 seconds');
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
