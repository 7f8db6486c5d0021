export type EventType =
  | 'TRANSACTION.SUCCESS'
  | 'REFUND.SUCCESS'
  | 'REFUND.ABNORMAL'
  | 'REFUND.CLOSED'
  | 'MCHTRANSFER.BILL.FINISHED';

/** One request WeChat made to the merchant's notify_url. */
export interface Attempt {
  readonly atMs: number;
  readonly url: string;
  /** HTTP status, or null when nothing came back within five seconds. */
  readonly status: number | null;
  readonly serial: string;
  /** The faults the switches put into it, for example `forged`. */
  readonly faults: readonly string[];
}

/** A notification, from its creation until the merchant accepts it or WeChat gives up. */
export interface Callback {
  readonly id: string;
  readonly eventType: EventType;
  /** Of a merchant transfer, its out_bill_no. */
  readonly outTradeNo: string;
  readonly outRefundNo?: string;
  readonly url: string;
  readonly createdAtMs: number;
  readonly dueAtMs: number;
  readonly tries: number;
  readonly state: 'pending' | 'accepted' | 'gaveUp' | 'lost';
  readonly attempts: readonly Attempt[];
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** WeChat's waits between one try and the next: 24 hours and 4 minutes in all. */
const RETRY_WAITS_MS: readonly number[] = [
  ...[15, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[3, 10, 20, 30, 30, 30, 60].map((minutes) => minutes * MINUTE_MS),
  ...[3, 3, 3, 6, 6].map((hours) => hours * HOUR_MS),
];

/** The callback after a try: accepted by all that were sent it, due again, or given up. */
export function afterTry(
  callback: Callback,
  attempts: readonly Attempt[],
  nowMs: number,
  timeFactor: number,
): Callback {
  const tries = callback.tries + 1;
  const tried = { ...callback, tries };
  if (attempts.every((attempt) => isAcceptance(attempt.status))) {
    return { ...tried, state: 'accepted' };
  }
  const waitMs = RETRY_WAITS_MS[tries - 1];
  if (waitMs === undefined) return { ...tried, state: 'gaveUp' };
  return { ...tried, dueAtMs: nowMs + Math.ceil(waitMs / timeFactor) };
}

function isAcceptance(status: number | null): boolean {
  return status === 200 || status === 204;
}
