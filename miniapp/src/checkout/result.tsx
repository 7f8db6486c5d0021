import { Page } from '@/shell/page';

export default function ResultPage() {
  return <Page title="支付结果" />;
}
