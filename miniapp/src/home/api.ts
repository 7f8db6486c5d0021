import type { Home } from '@siyu/shared';
import { readPublic } from '@/platform/http';

/** Banners and new arrivals: what operators put on the front page. */
export const readHome = () => readPublic<Home>('/shop/home');
