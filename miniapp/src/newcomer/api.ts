import type { NewcomerZone } from '@siyu/shared';
import { call } from '@/platform/http';

/** What a first order gets, and how that stands for who asks. */
export const readNewcomerZone = () => call<NewcomerZone>('/shop/newcomer');
