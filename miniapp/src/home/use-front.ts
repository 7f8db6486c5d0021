import { readCategories, readFeed } from '@/catalog/api';
import { readFlashChannel } from '@/flash-sale/api';
import { readNearestTeams } from '@/group-buy/api';
import { useList } from '@/ui/use-list';
import { useLoaded } from '@/ui/use-loaded';
import { readHome } from './api';

/** Everything the front page shows, and asking for all of it again. */
export function useFront() {
  const home = useLoaded('home', readHome);
  const categories = useLoaded('categories', readCategories);
  const flash = useLoaded('flash-sales', readFlashChannel);
  const teams = useLoaded('nearest-teams', readNearestTeams);
  const feed = useList('feed', readFeed);
  const refresh = () =>
    Promise.all([
      ...[home.reload(), categories.reload(), flash.reload(), teams.reload()],
      feed.refresh(),
    ]);
  return { home, categories, flash, teams, feed, refresh };
}
