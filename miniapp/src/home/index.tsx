import { Page } from '@/shell/page';

export default function Home() {
  return <Page title="首页" tab />;
}
