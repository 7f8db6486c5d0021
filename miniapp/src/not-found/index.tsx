import { inLanguage } from '@/platform/language';
import { Page } from '@/shell/page';
import { NotFound } from '@/shell/not-found';

/** Where an address that leads nowhere ends. */
export default function NotFoundPage() {
  return (
    <Page title={inLanguage('页面不存在', 'Not found')}>
      <NotFound />
    </Page>
  );
}
