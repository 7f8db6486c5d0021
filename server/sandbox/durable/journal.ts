import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** One change: table, key, and the row's new value. */
export type Entry = readonly [table: string, key: string, row: unknown];

interface Batch {
  readonly entries: Entry[];
  readonly durable: Promise<void>;
  settle(error?: Error): void;
}

const LINE_ENTRIES_MAX = 500;

/**
 * An append-only file of changes, replayed at start. Everything appended while one batch is being
 * synced goes into the next one, so a thousand callers share one fdatasync. A batch is one line,
 * hence whatever a handler appends without awaiting in between is found whole or not at all after
 * a kill: a torn last line was never answered, and is dropped.
 */
export class Journal {
  private waiting: Batch | null = null;
  private writing: Batch | null = null;
  private failure: Error | null = null;
  private file: FileHandle | null = null;

  constructor(private readonly path: string) {}

  /** Reads back every whole line, oldest first. */
  async replay(apply: (entry: Entry) => void): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a+');
    const lines = createInterface({ input: createReadStream(this.path), crlfDelay: Infinity });
    for await (const line of lines) {
      const entries = parsedLine(line);
      if (entries === null) break;
      entries.forEach(apply);
    }
    await file.close();
  }

  /** Rewrites the file with the rows that still live, then opens it for appending. */
  async start(live: Iterable<Entry>): Promise<void> {
    const next = `${this.path}.next`;
    await rm(next, { force: true });
    const file = await open(next, 'a', 0o600);
    for (const line of inLines(live)) await file.appendFile(line);
    await file.datasync();
    await rename(next, this.path);
    await syncFolder(dirname(this.path));
    this.file = file;
  }

  append(entry: Entry): void {
    if (this.waiting === null) {
      this.waiting = newBatch();
      if (this.writing === null) setImmediate(() => void this.drain());
    }
    this.waiting.entries.push(entry);
  }

  /** Resolves when all that was appended before this call is on disk; rejects when it cannot be. */
  settled(): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return this.waiting?.durable ?? this.writing?.durable ?? Promise.resolve();
  }

  async close(): Promise<void> {
    await this.settled();
    await this.file?.close();
    this.file = null;
  }

  private async drain(): Promise<void> {
    while (this.waiting !== null) {
      const batch = (this.writing = this.waiting);
      this.waiting = null;
      try {
        if (this.failure !== null) throw this.failure;
        await this.file?.appendFile(`${JSON.stringify(batch.entries)}\n`);
        await this.file?.datasync();
        batch.settle();
      } catch (error) {
        // Memory is now ahead of the disk. Nothing more may be promised until a restart replays.
        this.failure = error as Error;
        batch.settle(this.failure);
      }
    }
    this.writing = null;
  }
}

function newBatch(): Batch {
  let settle: (error?: Error) => void = () => undefined;
  const durable = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  durable.catch(() => undefined);
  return { entries: [], durable, settle };
}

function parsedLine(line: string): Entry[] | null {
  try {
    return JSON.parse(line) as Entry[];
  } catch {
    return null;
  }
}

function* inLines(entries: Iterable<Entry>): Generator<string> {
  let line: Entry[] = [];
  for (const entry of entries) {
    if (line.push(entry) < LINE_ENTRIES_MAX) continue;
    yield `${JSON.stringify(line)}\n`;
    line = [];
  }
  if (line.length > 0) yield `${JSON.stringify(line)}\n`;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
}
