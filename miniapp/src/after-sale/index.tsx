import { Page } from '@/shell/page';

export default function AfterSalesPage() {
  return <Page title="售后" />;
}
