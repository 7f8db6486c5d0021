import { Page } from '@/shell/page';

export default function CheckoutPage() {
  return <Page title="确认订单" />;
}
