import type { Message } from '@siyu/shared';
import { inLanguage } from '@/platform/language';

type Kind = Message['kind'];

const chinese = {
  title: '消息',
  empty: '还没有消息',
  toShop: '去逛逛',
  readAll: '全部标为已读',
  unread: '未读',
  titles: {
    'order-shipped': '商品已发出',
    'order-closed': '订单已关闭',
    'after-sale-answered': '售后有新进展',
    'refund-succeeded': '退款已到账',
  } satisfies Record<Kind, string>,
  texts: {
    'order-shipped': '您的商品已在路上，点此查看物流单号',
    'order-closed': '订单超时未付款或已取消，如仍需要请重新下单',
    'after-sale-answered': '商家已处理您的售后申请，点此查看',
    'refund-succeeded': '款项已原路退回您的支付账户',
  } satisfies Record<Kind, string>,
};

const english: typeof chinese = {
  title: 'Messages',
  empty: 'No messages yet.',
  toShop: 'Look around',
  readAll: 'Mark all as read',
  unread: 'Unread',
  titles: {
    'order-shipped': 'On its way',
    'order-closed': 'Order closed',
    'after-sale-answered': 'After-sale answered',
    'refund-succeeded': 'Refunded',
  },
  texts: {
    'order-shipped': 'Your goods are on their way. Tap for the tracking number.',
    'order-closed': 'It was cancelled or not paid in time. Order again if you still want it.',
    'after-sale-answered': 'We answered your request. Tap to see.',
    'refund-succeeded': 'The money went back the way it came.',
  },
};

export const words = inLanguage(chinese, english);
