import { Page } from '@/shell/page';

export default function ProductPage() {
  return <Page title="商品" />;
}
