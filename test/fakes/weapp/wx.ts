import { randomBytes } from 'node:crypto';
import type { Navigation } from './navigation.js';
import { sandboxCall, serverCall, type Outside } from './outside.js';

interface Options {
  success?: (answer: object) => void;
  fail?: (failure: object) => void;
  complete?: (answer: object) => void;
  [option: string]: unknown;
}

/** What a person would see or answer outside the page itself. */
export interface Person {
  toasts: string[];
  /** What they answer to a question; every question is kept. */
  confirms: boolean;
  questions: string[];
  /** What they do in WeChat's payment sheet. */
  pays: 'pay' | 'cancel';
  subscribes: 'accept' | 'reject';
  badges: Map<number, string>;
  /** What the mini-program keeps on the phone. */
  storage: Map<string, unknown>;
}

/** WeChat's `wx`, as far as the mini-program uses it, on a real server and the real sandbox. */
export function wxFor(outside: Outside, navigation: Navigation, person: Person): object {
  return {
    ...device(),
    ...storage(person.storage),
    ...navigation.api(),
    ...network(outside),
    ...wechat(outside, person),
    ...said(person),
  };
}

function device(): object {
  const base = { language: 'zh_CN', SDKVersion: '3.6.0', version: '8.0.50' };
  const screen = { windowWidth: 390, windowHeight: 760, screenWidth: 390, screenHeight: 844 };
  const all = { ...base, ...screen, pixelRatio: 3, platform: 'ios', system: 'iOS 17.0' };
  return {
    canIUse: () => true,
    getSystemInfoSync: () => all,
    getAppBaseInfo: () => base,
    getWindowInfo: () => ({ ...screen, pixelRatio: 3 }),
    getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 17.0' }),
    getLaunchOptionsSync: () => ({ path: 'home/index', scene: 1001, query: {} }),
    getRandomValues: answering(({ length }) => ({
      randomValues: new Uint8Array(randomBytes(Number(length))).buffer,
    })),
    nextTick: (work: () => void) => queueMicrotask(work),
    onNetworkStatusChange: () => undefined,
    hideKeyboard: answering(() => ({})),
  };
}

function storage(kept: Map<string, unknown>): object {
  return {
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void kept.set(key, value),
    removeStorageSync: (key: string) => void kept.delete(key),
  };
}

function network(outside: Outside): object {
  return {
    request: (options: Options) => {
      settle(options, () => serverCall(outside, options));
      return { abort: () => undefined };
    },
  };
}

function wechat(outside: Outside, person: Person): object {
  const { openid } = outside;
  return {
    login: answering(() => sandboxCall(outside, '/sandbox/login-code', { openid })),
    requestPayment: answering(({ success: _s, fail: _f, complete: _c, ...payment }) =>
      sandboxCall(outside, '/sandbox/pay', { ...payment, answer: person.pays }),
    ),
    openBusinessView: answering(async ({ extraData }) => {
      await sandboxCall(outside, '/sandbox/confirm-receive', extraData as object);
      return { extraData: { status: 'success' } };
    }),
    requestSubscribeMessage: answering(({ tmplIds }) =>
      Object.fromEntries((tmplIds as string[]).map((id) => [id, person.subscribes])),
    ),
    getPrivacySetting: answering(() => ({ needAuthorization: true, privacyContractName: '' })),
  };
}

function said(person: Person): object {
  return {
    showToast: answering(({ title }) => {
      person.toasts.push(String(title));
      return {};
    }),
    hideToast: answering(() => ({})),
    showModal: answering(({ title, content }) => {
      person.questions.push(`${String(title)} ${String(content)}`);
      return { confirm: person.confirms, cancel: !person.confirms };
    }),
    setTabBarBadge: answering(({ index, text }) => {
      person.badges.set(Number(index), String(text));
      return {};
    }),
    removeTabBarBadge: answering(({ index }) => {
      person.badges.delete(Number(index));
      return {};
    }),
    setNavigationBarTitle: answering(() => ({})),
    stopPullDownRefresh: answering(() => ({})),
  };
}

/** An interface of WeChat's: it answers later, to `success` or, on `errMsg: …fail`, to `fail`. */
function answering(answer: (options: Options) => object | Promise<object>) {
  return (options: Options = {}) => settle(options, async () => answer(options));
}

function settle(options: Options, work: () => Promise<object>): void {
  const done = (answer: object & { errMsg?: string }) => {
    (answer.errMsg?.includes(':fail') ? options.fail : options.success)?.(answer);
    options.complete?.(answer);
  };
  work().then(
    (answer) => done({ errMsg: 'ok', ...answer }),
    (error: unknown) => done({ errMsg: `wx:fail ${String(error)}` }),
  );
}
