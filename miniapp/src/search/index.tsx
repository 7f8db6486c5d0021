import { Page } from '@/shell/page';

export default function SearchPage() {
  return <Page title="搜索" />;
}
