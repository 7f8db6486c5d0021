import { Page } from '@/shell/page';

export default function AddressPage() {
  return <Page title="编辑地址" />;
}
