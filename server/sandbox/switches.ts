import { z } from 'zod';

import type { Table } from './durable/table.js';

const path = z.string().startsWith('/').max(200);
const method = z.enum(['GET', 'POST']).optional();
const times = z.int().min(1).max(1_000_000).default(1);
const durationMs = z.number().min(0).max(86_400_000);

/** A line of a bill that does not say what happened; README.md explains each kind. */
const plantedDifference = z.object({
  kind: z.enum(['omit', 'late', 'amount', 'failed', 'duplicate', 'unfunded', 'stranger']),
  /** The merchant's own of a payment or a refund; a stranger's is made up. */
  number: z.string().min(1).max(64),
  fen: z.int().default(1),
  /** The Beijing day a stranger is on the bill of. */
  day: z.string().default(''),
});
export type PlantedDifference = z.infer<typeof plantedDifference>;

/** Every fault the sandbox can show. All are off at first; README.md explains each. */
const switchesSchema = z.strictObject({
  down: z.enum(['no', 'reset', 'badGateway', 'systemError']).default('no'),
  errors: z
    .array(z.object({ path, method, times, code: z.union([z.string(), z.int()]) }))
    .max(100)
    .default([]),
  answersLost: z.array(z.object({ path, method, times })).max(100).default([]),
  timeFactor: z.number().min(1).max(1_000_000).default(1),
  unionIds: z.boolean().default(false),
  riskyOpenids: z.array(z.string()).max(1000).default([]),
  riskyWords: z
    .array(z.string().min(1))
    .max(1000)
    .default(['特3456书yuuo莞6543李zxcz蒜7782法fgnv级']),
  notifyLateMs: durationMs.default(0),
  notifyCopies: z.int().min(1).max(20).default(1),
  notifyOrigins: z.array(z.url()).max(10).default([]),
  notifyOutOfOrder: z.boolean().default(false),
  notifyForged: z.boolean().default(false),
  notifySignTest: z.boolean().default(false),
  notifyWrongAmount: z.boolean().default(false),
  notifyWrongMchId: z.boolean().default(false),
  notifyWrongAppId: z.boolean().default(false),
  notifyLost: z.boolean().default(false),
  notifyWith: z.enum(['certificate', 'publicKey', 'mixed']).default('certificate'),
  refundOutcome: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED', 'NOT_ENOUGH']).default('SUCCESS'),
  refundLateMs: durationMs.default(0),
  refundNotifyBeforeAnswer: z.boolean().default(false),
  refundIntervalMs: durationMs.default(60_000),
  transferOutcome: z.enum(['SUCCESS', 'FAIL', 'NOT_ENOUGH']).default('SUCCESS'),
  transferLateMs: durationMs.default(0),
  billDifferences: z.array(plantedDifference).max(2_000).default([]),
  shippingNotReadyMs: durationMs.default(0),
  shippingManaged: z.boolean().default(true),
});

export type Switches = z.infer<typeof switchesSchema>;

interface Request {
  readonly method: string;
  readonly path: string;
}

const KEY = 'switches';

/** The switches as they stand now; they outlive a restart like everything else. */
export class SwitchBoard {
  constructor(private readonly table: Table<Switches>) {}

  get now(): Switches {
    return this.table.get(KEY) ?? this.table.put(KEY, switchesSchema.parse({}));
  }

  /** Sets the given switches and leaves the others; throws a ZodError for what is no switch. */
  set(change: object): Switches {
    return this.table.put(KEY, switchesSchema.parse({ ...this.now, ...change }));
  }

  reset(): Switches {
    return this.table.put(KEY, switchesSchema.parse({}));
  }

  /** Uses up one of the errors ordered for this request, and says its code. */
  takeError(request: Request): string | number | null {
    const errors = this.now.errors;
    const index = errors.findIndex((order) => isFor(order, request));
    if (index < 0) return null;
    const code = errors[index]?.code ?? null;
    this.set({ errors: withOneLess(errors, index) });
    return code;
  }

  /** Uses up one of the lost answers ordered for this request. */
  takeLostAnswer(request: Request): boolean {
    const answersLost = this.now.answersLost;
    const index = answersLost.findIndex((order) => isFor(order, request));
    if (index < 0) return false;
    this.set({ answersLost: withOneLess(answersLost, index) });
    return true;
  }
}

function isFor(order: { path: string; method?: string | undefined }, request: Request): boolean {
  if (order.method !== undefined && order.method !== request.method) return false;
  return request.path.startsWith(order.path);
}

function withOneLess<T extends { times: number }>(orders: readonly T[], index: number): T[] {
  return orders
    .map((order, at) => (at === index ? { ...order, times: order.times - 1 } : order))
    .filter((order) => order.times > 0);
}
