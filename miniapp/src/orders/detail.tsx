import { Page } from '@/shell/page';

export default function OrderPage() {
  return <Page title="订单详情" />;
}
