/** What WeChat's address book holds, as `wx.chooseAddress` gives it. */
export interface WechatAddress {
  userName: string;
  telNumber: string;
  provinceName: string;
  cityName: string;
  countyName: string;
  detailInfo: string;
}

/** What a person has, sees and answers outside the pages themselves. */
export interface Person {
  toasts: string[];
  /** What they answer to a question; every question is kept. */
  confirms: boolean;
  questions: string[];
  /** What they do in WeChat's payment sheet, and what happens elsewhere until it has closed. */
  pays: 'pay' | 'cancel';
  whileSheetCloses: () => Promise<unknown>;
  /** What they do in WeChat's component for confirming receipt. */
  receives: 'confirm' | 'cancel';
  subscribes: 'accept' | 'reject';
  /** Whether WeChat has their agreement to its guide, and what they say when it asks for it. */
  agreedToGuide: boolean;
  answersGuide: 'agree' | 'refuse';
  /** How often they opened that guide. */
  guidesRead: number;
  /** The photos they pick when asked for some; with none they turn back. */
  photos: Buffer[];
  /** The address they pick from WeChat's book; with none they turn back. */
  wechatAddress: WechatAddress | null;
  badges: Map<number, string>;
  /** What the mini-program keeps on the phone. */
  storage: Map<string, unknown>;
}

/** Someone who says yes to everything, with nothing on their phone yet. */
export function aPerson(): Person {
  return {
    toasts: [],
    confirms: true,
    questions: [],
    pays: 'pay',
    whileSheetCloses: () => Promise.resolve(),
    receives: 'confirm',
    subscribes: 'accept',
    agreedToGuide: false,
    answersGuide: 'agree',
    guidesRead: 0,
    photos: [],
    wechatAddress: null,
    badges: new Map(),
    storage: new Map(),
  };
}
