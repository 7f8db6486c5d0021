export default definePageConfig({
  navigationBarTitleText: '佣金订单',
  enablePullDownRefresh: true,
});
