import { Page } from '@/shell/page';

export default function OrdersPage() {
  return <Page title="我的订单" />;
}
