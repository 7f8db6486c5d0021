export default definePageConfig({
  navigationBarTitleText: '新人专区',
  enablePullDownRefresh: true,
});
