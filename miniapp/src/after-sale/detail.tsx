import { Page } from '@/shell/page';

export default function AfterSalePage() {
  return <Page title="售后详情" />;
}
