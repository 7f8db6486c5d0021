export default defineAppConfig({
  // Taro hides the page below when the slide is over, also when someone went back to it meanwhile:
  // it was blank then. WeChat has no such setting.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  pages: ['home/index', 'category/index', 'member/index', 'cart/index', 'me/index'],
  subPackages: [
    { root: 'product', pages: ['index'] },
    { root: 'search', pages: ['index'] },
    { root: 'checkout', pages: ['index', 'result'] },
    { root: 'orders', pages: ['index', 'detail', 'fapiao'] },
    { root: 'after-sale', pages: ['index', 'apply', 'detail'] },
    { root: 'addresses', pages: ['index', 'edit'] },
    { root: 'membership', pages: ['tiers', 'growth', 'profile', 'points', 'points-shop'] },
    { root: 'coupons', pages: ['index', 'mine'] },
    { root: 'newcomer', pages: ['index'] },
    { root: 'flash-sale', pages: ['index'] },
    { root: 'group-buy', pages: ['team'] },
    { root: 'invitations', pages: ['index'] },
    { root: 'wallet', pages: ['index', 'statement', 'recharge'] },
    { root: 'promoter', pages: ['index', 'orders', 'team', 'withdraw', 'withdrawals'] },
    { root: 'paid-membership', pages: ['index', 'gift'] },
    { root: 'messages', pages: ['index'] },
    { root: 'privacy', pages: ['index', 'deletion'] },
    { root: 'documents', pages: ['index'] },
    { root: 'not-found', pages: ['index'] },
  ],
  preloadRule: { 'home/index': { network: 'all', packages: ['product'] } },
  window: {
    backgroundTextStyle: 'dark',
    backgroundColor: '#FAF7F2',
    navigationBarBackgroundColor: '#FAF7F2',
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '',
  },
  tabBar: {
    color: '#6F665C',
    selectedColor: '#B4432F',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [
      tab('home/index', '首页', 'home'),
      tab('category/index', '分类', 'category'),
      tab('member/index', '会员', 'member'),
      tab('cart/index', '购物车', 'cart'),
      tab('me/index', '我的', 'me'),
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
});

function tab(pagePath: string, text: string, icon: string) {
  return {
    pagePath,
    text,
    iconPath: `assets/tabs/${icon}.png`,
    selectedIconPath: `assets/tabs/${icon}-on.png`,
  };
}
