import { Page } from '@/shell/page';

export default function AddressesPage() {
  return <Page title="收货地址" />;
}
