import { Page } from '@/shell/page';

export default function ApplyPage() {
  return <Page title="申请售后" />;
}
