export default definePageConfig({
  navigationBarTitleText: '首页',
  enablePullDownRefresh: true,
  onReachBottomDistance: 400,
  backgroundColor: '#FAF7F2',
});
