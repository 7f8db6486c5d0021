import type { FunnelStep, LifeStage } from '@siyu/shared';

/** What files and pictures call the steps of funnels. */
export const STEP_NAMES: Record<FunnelStep, string> = {
  'app-launched': '打开小程序',
  'page-viewed': '浏览页面',
  'page-left': '离开页面',
  tapped: '点击',
  shared: '分享',
  failed: '出错',
  timed: '计时',
  'product-viewed': '浏览商品',
  'cart-added': '加入购物车',
  'checkout-begun': '进入结算',
  'payment-begun': '发起支付',
  'team-joined': '参团',
  'link-opened': '打开分享链接',
  registered: '注册',
  'order-placed': '下单',
  'order-paid': '支付',
  'order-completed': '收货',
  'order-refunded': '退款',
  'friend-bound': '带来好友',
};

export const LIFE_STAGE_NAMES: Record<LifeStage, string> = {
  acquisition: '获客',
  activation: '激活',
  retention: '留存',
  revenue: '变现',
  referral: '推荐',
};
