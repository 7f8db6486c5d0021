/** The sandbox's time, in milliseconds since 1970. Tests hand in their own. */
export interface SandboxClock {
  nowMs(): number;
}

export const systemClock: SandboxClock = { nowMs: () => Date.now() };

/** WeChat's wire format for instants: RFC 3339 with China's offset, whole seconds. */
export function beijingTime(ms: number): string {
  return `${beijingDigits(ms).slice(0, 19)}+08:00`;
}

/** The same instant as `20260102030405`, which WeChat puts at the head of its numbers. */
export function beijingStamp(ms: number): string {
  return beijingDigits(ms).slice(0, 19).replace(/\D/g, '');
}

/** The instant in UTC as `20260101190405`. */
export function utcStamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '');
}

const BEIJING_OFFSET_MS = 8 * 3_600_000;

function beijingDigits(ms: number): string {
  return new Date(ms + BEIJING_OFFSET_MS).toISOString();
}
