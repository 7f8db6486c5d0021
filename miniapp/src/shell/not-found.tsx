import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Empty } from '@/ui/notice';

const words = inLanguage(
  { gone: '页面不存在，可能已经搬走了', home: '回到首页' },
  { gone: 'There is no such page. It may have moved.', home: 'Back to the shop' },
);

/** Nothing is here, and trying again will not help: the way back to the shop's front. */
export function NotFound({ text = words.gone }: { text?: string }) {
  const home = { text: words.home, onTap: () => go('/home/index') };
  return <Empty icon="search" text={text} action={home} />;
}
