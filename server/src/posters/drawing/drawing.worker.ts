import { parentPort } from 'node:worker_threads';
import { assert } from '@siyu/shared';
import { draw } from './draw.js';
import type { DrawingJob } from './drawing.js';

/** What the thread answers: the picture, or what went wrong. */
export type Drawn = { bytes: Uint8Array } | { error: string };

assert(parentPort, 'runs as a thread');
const port = parentPort;

/** One after another: whoever sends keeps the queue. */
port.on('message', (job: DrawingJob) => {
  void draw(job).then(
    (bytes) => port.postMessage({ bytes } satisfies Drawn),
    (error: unknown) => port.postMessage({ error: String(error) } satisfies Drawn),
  );
});
