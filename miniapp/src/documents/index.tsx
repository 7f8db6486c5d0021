import { Page } from '@/shell/page';

export default function DocumentPage() {
  return <Page title="协议" />;
}
