import type { Message, Page, SubscriptionAnswers } from '@siyu/shared';
import { call } from '@/platform/http';

/** The inbox, newest first. */
export const readMessages = (cursor: string | null) =>
  call<Page<Message>>('/shop/messages', { query: { cursor: cursor ?? undefined } });

/** How many messages were not read. */
export const readUnreadCount = () => call<{ unread: number }>('/shop/messages/unread-count');

/** Marks these messages as read, or all of them. */
export const markRead = (ids?: readonly string[]) =>
  call<null>('/shop/messages/read', { method: 'POST', body: ids === undefined ? {} : { ids } });

/** Records what the shopper answered in WeChat's subscription sheet. */
export const recordAnswers = (answers: SubscriptionAnswers['answers']) =>
  call<null>('/shop/subscriptions', { method: 'POST', body: { answers } });
