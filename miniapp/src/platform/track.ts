import type { ToldEvent, TrackedAnswer, TrackedBatch, TrackedName } from '@siyu/shared';
import Taro from '@tarojs/taro';
import { phoneNowMs } from './clock';
import { call } from './http';
import { installationId } from './installation';
import { Refused } from './refused';
import { forget, keep, recall } from './storage';

type Facts = Pick<ToldEvent, 'target' | 'mark' | 'value'>;

const BATCH_MAX = 50;
/** A phone that is long without a network forgets the oldest. */
const KEPT_MAX = 500;
/** It is told when nothing has been asked of the phone for so long. */
const IDLE_MS = 4_000;
const ID_DIGITS = 7;

let told: ToldEvent[] = recall<ToldEvent[]>('tracked') ?? [];
let mayTell: 'unknown' | 'yes' | 'no' = 'unknown';
let made = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let telling = false;

/**
 * Notes what was seen or done, to be told later. It is kept on the phone until the shopper has
 * agreed to the privacy policy, and not at all once they have declined.
 */
export function track(name: TrackedName, facts: Facts = {}): void {
  if (mayTell === 'no') return;
  const at = phoneNowMs();
  const id = `${at.toString(36)}-${String(made++).padStart(ID_DIGITS, '0')}`;
  told = [...told, { id, name, at, page: pageNow(), ...facts }].slice(-KEPT_MAX);
  tellWhenIdle();
}

/** What the shopper answered about their data. */
export function trackWith(answer: 'agreed' | 'refused' | 'asking' | 'unknown'): void {
  mayTell = answer === 'agreed' ? 'yes' : answer === 'refused' ? 'no' : 'unknown';
  if (mayTell === 'no') forgetTold();
  else tellWhenIdle();
}

/** Tells what is left, now: the mini-program goes to the back. */
export function tellTracked(): void {
  if (telling || mayTell !== 'yes' || told.length === 0) return;
  telling = true;
  keep('tracked', told);
  void tell().finally(() => (telling = false));
}

function tellWhenIdle(): void {
  clearTimeout(timer);
  timer = setTimeout(tellTracked, IDLE_MS);
}

async function tell(): Promise<void> {
  while (told.length > 0 && mayTell === 'yes') {
    const events = told.slice(0, BATCH_MAX);
    if (!(await isTold(events))) return;
    // By what they are, not where: the oldest may have been forgotten meanwhile.
    told = told.filter((event) => !events.includes(event));
    keep('tracked', told);
  }
}

/** Whether the shop has it, or never will. */
async function isTold(events: TrackedBatch['events']): Promise<boolean> {
  try {
    const body = { installationId: await installationId(), sentAt: phoneNowMs(), events };
    await call<TrackedAnswer>('/shop/events', { method: 'POST', body });
    return true;
  } catch (error) {
    return error instanceof Refused && error.code === 'INVALID_INPUT';
  }
}

function forgetTold(): void {
  told = [];
  forget('tracked');
}

function pageNow(): string {
  const path = Taro.getCurrentInstance().router?.path ?? '';
  return path.split('?')[0]?.replace(/^\//, '') ?? '';
}
