import { Page } from '@/shell/page';
import { AfterSaleList } from './after-sale-list';
import { words } from './wording';

export default function AfterSalesPage() {
  return (
    <Page title={words.list}>
      <AfterSaleList />
    </Page>
  );
}
