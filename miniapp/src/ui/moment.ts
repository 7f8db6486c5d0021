import { minutesAfter } from '@siyu/shared';
import { serverNow } from '@/platform/clock';

const BEIJING_OFFSET_MINUTES = 480;
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** `2026-11-21 14:03` in Beijing, where the shop lives, whatever the device's own zone. */
export function momentText(instant: string): string {
  const shifted = minutesAfter(new Date(instant), BEIJING_OFFSET_MINUTES);
  return shifted.toISOString().slice(0, 16).replace('T', ' ');
}

/** `11-21 14:03` within the year that `now` is in, with its year in any other. */
export function nearMomentText(instant: string, now: Date = serverNow()): string {
  const text = momentText(instant);
  const thisYear = momentText(now.toISOString()).slice(0, 4);
  return text.startsWith(thisYear) ? text.slice(5) : text;
}

/** What is left on a clock: `14:59`, or `1:02:03` from an hour on. Never below `00:00`. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / HOUR_SECONDS);
  const minutes = twoDigits(Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS));
  const rest = twoDigits(seconds % MINUTE_SECONDS);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${minutes}:${rest}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
