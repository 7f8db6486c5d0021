import { create } from 'zustand';
import { markRead, readUnreadCount } from './api';

/** How many messages wait to be read: the dot on the way to them. */
export const useUnread = create<{ count: number }>(() => ({ count: 0 }));

/** Counts again. A count that cannot be had leaves the dot as it was. */
export async function loadUnread(): Promise<void> {
  await readUnreadCount().then(
    ({ unread }) => useUnread.setState({ count: unread }),
    () => undefined,
  );
}

/** Marks one message, or all, as read, and counts again. Throws `Refused`. */
export async function read(ids?: readonly string[]): Promise<void> {
  await markRead(ids);
  await loadUnread();
}
