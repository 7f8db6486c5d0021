import { readCategories, readFeed } from '@/catalog/api';
import { useList } from '@/ui/use-list';
import { useLoaded } from '@/ui/use-loaded';
import { readHome } from './api';

/** Everything the front page shows, and asking for all of it again. */
export function useFront() {
  const home = useLoaded('home', readHome);
  const categories = useLoaded('categories', readCategories);
  const feed = useList('feed', readFeed);
  const refresh = () => Promise.all([home.reload(), categories.reload(), feed.refresh()]);
  return { home, categories, feed, refresh };
}
