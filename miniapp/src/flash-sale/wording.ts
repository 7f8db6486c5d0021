import type { FlashPhase } from '@siyu/shared';
import { inLanguage } from '@/platform/language';

const chinese = {
  title: '限时秒杀',
  phases: {
    before: '预告',
    preheat: '即将开抢',
    on: '抢购中',
    'sold-out': '已抢光',
    ended: '已结束',
  } satisfies Record<FlashPhase, string>,
  tomorrow: (clock: string) => `明天 ${clock}`,
  startsIn: '距开始',
  endsIn: '距结束',
  over: '本场已结束',
  overProduct: '本场秒杀已结束，现在按平时价出售',
  buy: '立即抢',
  remind: '提醒我',
  reminded: '已设提醒',
  remindedSaid: '开抢前 5 分钟提醒您',
  taken: (percent: number) => `已抢 ${percent}%`,
  limit: (max: number) => `每人限购 ${max} 件`,
  ordinary: (yuan: string) => `平时 ${yuan}`,
  startsAt: (moment: string) => `${moment} 开抢`,
  soldOutHint: '有人未付款时会重新放出',
  payWithin: (minutes: number) => `抢到后请在 ${minutes} 分钟内付款`,
  buyOrdinary: '平时价购买',
  empty: '今明两天没有秒杀，先看看别的好物',
  toShop: '去逛逛',
  all: '全部',
};

const english: typeof chinese = {
  title: 'Flash sale',
  phases: {
    before: 'Announced',
    preheat: 'Soon',
    on: 'On now',
    'sold-out': 'Sold out',
    ended: 'Ended',
  },
  tomorrow: (clock) => `Tomorrow ${clock}`,
  startsIn: 'Starts in',
  endsIn: 'Ends in',
  over: 'This slot is over',
  overProduct: 'The flash sale is over. The ordinary price applies.',
  buy: 'Buy now',
  remind: 'Remind me',
  reminded: 'Reminder set',
  remindedSaid: 'We will tell you 5 minutes before.',
  taken: (percent) => `${percent}% taken`,
  limit: (max) => `${max} per person`,
  ordinary: (yuan) => `Usually ${yuan}`,
  startsAt: (moment) => `Starts ${moment}`,
  soldOutHint: 'Unpaid units come back on sale',
  payWithin: (minutes) => `Pay within ${minutes} minutes`,
  buyOrdinary: 'Ordinary price',
  empty: 'No flash sale today or tomorrow.',
  toShop: 'Look around',
  all: 'All',
};

export const words = inLanguage(chinese, english);
