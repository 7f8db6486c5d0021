import { Page } from '@/shell/page';

export default function CartPage() {
  return <Page title="购物车" tab />;
}
