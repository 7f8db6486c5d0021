import { useSession } from '@/session/store';
import { useLoaded } from '@/ui/use-loaded';
import { readNewcomerZone } from './api';

/** The newcomer zone as it stands for who is here; asked anew when somebody logs in. */
export function useNewcomerZone() {
  const shopperId = useSession((state) => state.shopper?.id ?? '');
  return useLoaded(`newcomer ${shopperId}`, readNewcomerZone);
}
