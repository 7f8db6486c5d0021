import { Page } from '@/shell/page';

export default function FapiaoPage() {
  return <Page title="申请发票" />;
}
