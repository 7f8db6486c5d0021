import { Page } from '@/shell/page';

export default function CategoryPage() {
  return <Page title="分类" tab />;
}
