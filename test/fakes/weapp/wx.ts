import { randomBytes } from 'node:crypto';
import { answering, settle, type Options } from './answering.js';
import type { Navigation } from './navigation.js';
import { sandboxCall, serverCall, type Outside } from './outside.js';
import type { Person } from './person.js';
import { photos } from './photos.js';
import { personal, privacy } from './privacy.js';
import type { Shows } from './shows.js';

/** WeChat's `wx`, as far as the mini-program uses it, on a real server and the real sandbox. */
export function wxFor(
  outside: Outside,
  navigation: Navigation,
  shows: Shows,
  person: Person,
): object {
  return {
    ...device(),
    ...storage(person.storage),
    ...navigation.api(),
    ...shows.api(),
    ...network(outside),
    ...photos(outside, person),
    ...wechat(outside, person),
    ...privacy(person),
    openBusinessView: answering((options) => confirmReceipt(outside, shows, person, options)),
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
    requestPayment: answering(async ({ success: _s, fail: _f, complete: _c, ...payment }) => {
      const answer = await sandboxCall(outside, '/sandbox/pay', {
        ...payment,
        answer: person.pays,
      });
      await person.whileSheetCloses();
      return answer;
    }),
    chooseAddress: answering(
      personal('chooseAddress', person, () => {
        return person.wechatAddress ?? { errMsg: 'chooseAddress:fail cancel' };
      }),
    ),
    requestSubscribeMessage: answering(({ tmplIds }) =>
      Object.fromEntries((tmplIds as string[]).map((id) => [id, person.subscribes])),
    ),
  };
}

/** The app id WeChat's component for confirming receipt answers with. */
const RECEIPT_COMPONENT = 'wx1183b055aeec94d1';

/**
 * WeChat's component is a mini-program of its own: that it was opened is all `success` says, what
 * the shopper did in it comes with the way back.
 */
async function confirmReceipt(
  outside: Outside,
  shows: Shows,
  person: Person,
  { businessType, extraData }: Options,
): Promise<object> {
  if (businessType !== 'weappOrderConfirm') return { errMsg: 'openBusinessView:fail' };
  const answered =
    person.receives === 'cancel'
      ? { extraData: { status: 'cancel' } }
      : await sandboxCall(outside, '/sandbox/confirm-receive', extraData as object);
  const { status } = (answered as { extraData: { status: string } }).extraData;
  setImmediate(() => shows.handBack(RECEIPT_COMPONENT, { status, req_extradata: extraData }));
  return { errMsg: 'openBusinessView:ok' };
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
