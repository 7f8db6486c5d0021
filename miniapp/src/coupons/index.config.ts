export default definePageConfig({
  navigationBarTitleText: '优惠券中心',
  enablePullDownRefresh: true,
});
