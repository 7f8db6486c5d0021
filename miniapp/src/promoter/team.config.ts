export default definePageConfig({
  navigationBarTitleText: '我带来的顾客',
  enablePullDownRefresh: true,
});
